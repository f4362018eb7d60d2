-- What these bindings need and the third party does not hold.
SELECT e.child, e.kind, e.key, p.status
FROM edge e
LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE e.child = ANY(:ids) AND p.linked IS NOT TRUE AND (e.awaited OR p.id IS NOT NULL)
ORDER BY e.child, (p.status = 'error') DESC NULLS LAST, e.kind, e.key
