-- Which of these bindings a sync marked that was stopped since, and that have not ended. Index: sync_item_binding.
SELECT i.binding, i.sync, i.version, i.park, i.said, i.changed_at, c.fingerprint, b.kind
FROM sync_item i JOIN sync s ON s.id = i.sync JOIN binding b ON b.id = i.binding LEFT JOIN cause c ON c.id = i.cause
WHERE i.binding = ANY(:ids) AND i.outcome IS NULL AND s.stopped_at IS NOT NULL
