-- Blocked bindings that nobody released in time. Index: binding_blocked.
SELECT id FROM binding WHERE integration = :integration AND phase = 'blocked' AND next_at <= clock_timestamp()
UNION ALL
SELECT c.id FROM binding c WHERE c.integration = :integration AND c.park = 'blocked' AND NOT EXISTS (
    SELECT FROM edge e
    LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
    LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
    WHERE e.child = c.id AND p.linked IS NOT TRUE)
LIMIT :most
