-- One process at a time marks the bindings of an integration, until the transaction ends. No row: another does, or all are.
SELECT id FROM integration
WHERE id = :integration AND restoring_below IS NOT NULL AND pg_try_advisory_xact_lock(7346525, :integration::int)
