-- What a sync is about to mark; why each was in error, and what was said of it, before that is cleared. What it takes over from a
-- sync that was stopped ends there, and is kept as it was before that one.
WITH taken AS (
    UPDATE sync_item i SET outcome = 'stopped', outcome_at = clock_timestamp()
    FROM sync s WHERE s.id = i.sync AND s.stopped_at IS NOT NULL AND i.outcome IS NULL AND i.binding = ANY(:ids)
    RETURNING i.binding, i.park, i.said, i.cause, i.changed_at)
INSERT INTO sync_item (sync, binding, version, park, said, cause, changed_at)
SELECT :sync::bigint, b.id, b.desired_version, coalesce(t.park, b.park), coalesce(t.said, m.text), coalesce(t.cause, m.cause),
       coalesce(t.changed_at, b.changed_at)
FROM binding b
LEFT JOIN taken t ON t.binding = b.id
LEFT JOIN binding_message m ON m.binding = b.id AND t.binding IS NULL
WHERE b.id = ANY(:ids)
