-- The last syncs of an integration. Index: sync_newest.
SELECT id, verb, asked_by, asked_at, filter, items, stopped_at FROM sync
WHERE integration = :integration ORDER BY id DESC LIMIT :most
