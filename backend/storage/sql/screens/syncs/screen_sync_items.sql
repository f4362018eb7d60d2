-- A page of what was marked for a sync, in the order of the ids. Index: sync_item's primary key.
SELECT i.binding, o.kind, o.key, i.version, i.outcome, b.phase, b.status, m.text AS message
FROM sync_item i
JOIN binding b ON b.id = i.binding
JOIN object o ON o.id = b.object
LEFT JOIN binding_message m ON m.binding = b.id
WHERE i.sync = :sync AND i.binding > :after
  AND (:outcomes::text[] IS NULL OR coalesce(i.outcome, 'moving') = ANY(:outcomes))
ORDER BY i.binding LIMIT :most
