-- The newest sync that moves some of these bindings, or (`ended`) did so within the last minute. Index: sync_item_binding.
SELECT s.id, s.verb, s.asked_by, s.asked_at, n.count
FROM (SELECT i.sync, count(*) AS count FROM sync_item i
      WHERE i.binding = ANY(:ids) AND (i.outcome IS NULL OR :ended::boolean AND i.outcome_at > now() - interval '1 minute')
      GROUP BY i.sync) n
JOIN sync s ON s.id = n.sync
WHERE s.integration = :integration AND s.id <> :but AND s.stopped_at IS NULL
ORDER BY s.id DESC LIMIT 1
