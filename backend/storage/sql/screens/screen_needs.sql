-- What a binding needs, and how that stands at the same integration.
SELECT e.kind, e.key, p.status
FROM edge e
LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE e.child = :id AND (e.awaited OR p.id IS NOT NULL) ORDER BY e.kind, e.key
