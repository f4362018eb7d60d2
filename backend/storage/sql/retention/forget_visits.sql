-- When people were last here, if that was long ago. The table has a row for each person and integration.
DELETE FROM visit WHERE seen_at < now() - :age::interval
