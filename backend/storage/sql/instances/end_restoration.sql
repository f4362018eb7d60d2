-- From now on what has no record is created without a look before.
UPDATE integration SET restored_at = NULL
WHERE id = :integration AND restored_at IS NOT NULL AND restoring_below IS NULL RETURNING id
