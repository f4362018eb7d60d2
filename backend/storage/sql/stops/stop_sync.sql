-- No row: it is stopped already, or not of this integration.
UPDATE sync SET stopped_by = :by, stopped_at = clock_timestamp(), withdrawing = true, unmarked = :unmarked
WHERE id = :sync AND integration = :integration AND stopped_at IS NULL
RETURNING pg_notify('syncline', integration || ':' || pg_current_xact_id()) AS rung
