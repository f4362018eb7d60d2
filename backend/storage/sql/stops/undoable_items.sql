-- Which of these bindings wait because their sync can still be undone. Index: sync_item_binding.
SELECT i.binding FROM sync_item i JOIN sync s ON s.id = i.sync
WHERE i.binding = ANY(:ids) AND i.outcome IS NULL AND s.stopped_at IS NULL AND s.undo_until > clock_timestamp()
