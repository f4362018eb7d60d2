-- What these bindings (`sent` and some that wait already) need, that is not at the third party, and that nobody sends:
-- neither pending nor chosen with them.
-- Index: edge's primary key.
SELECT e.child, c.key, e.kind AS needs_kind, e.key AS needs_key, p.status AS needs_status,
       p.id AS needs
FROM edge e
JOIN binding b ON b.id = e.child
JOIN object c ON c.id = b.object
LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE e.child = ANY(:children::bigint[]) AND p.linked IS NOT TRUE
  AND (e.awaited OR p.id IS NOT NULL) AND p.status IS DISTINCT FROM 'pending'
  AND (p.id IS NULL OR p.id <> ALL(:sent::bigint[]))
ORDER BY e.child, (p.status = 'error') DESC NULLS LAST, e.kind, e.key
