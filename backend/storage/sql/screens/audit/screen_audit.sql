-- The audit trail, newest first, a page at a time. Planned for the values at hand: what is not asked for costs nothing,
-- and each column that is has an index in this order.
SELECT a.id, a.at, a.actor, a.action, a.integration, i.name AS integration_name, a.subject, a.facts::text AS facts
FROM audit a LEFT JOIN integration i ON i.id = a.integration
WHERE (:actor = '' OR a.actor = :actor)
  AND (:words::text[] = '{}' OR split_part(a.action, '.', 1) = ANY(:words))
  AND (:integration::int IS NULL OR a.integration = :integration)
  AND (:pattern = '' OR a.subject ILIKE :pattern OR a.facts ->> 'sync' = ANY(:syncs::text[]))
  AND (:begins::timestamptz IS NULL OR a.at >= :begins)
  AND (:ends::timestamptz IS NULL OR a.at < :ends)
  AND (:after::bigint IS NULL OR (a.at, a.id) < (:after_at::timestamptz, :after))
ORDER BY a.at DESC, a.id DESC
LIMIT :most
