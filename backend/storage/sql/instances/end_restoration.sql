-- From now on what has no record is created without a look before. Not while what nobody here knows of may be on its way.
UPDATE integration SET restored_at = NULL
WHERE id = :integration AND restored_at IS NOT NULL AND restoring_below IS NULL
  AND restored_at + :quarantine::interval <= clock_timestamp()
RETURNING id
