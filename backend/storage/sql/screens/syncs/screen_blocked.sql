-- Who waits, and for what that is not at the third party. Indexes: binding_status, edge's primary key.
SELECT b.id AS child, c.kind, c.key, e.kind AS needs_kind, e.key AS needs_key, p.id AS needs, p.status AS needs_status,
       p.phase AS needs_phase
FROM binding b
JOIN object c ON c.id = b.object
JOIN edge e ON e.child = b.id
LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE b.integration = :integration AND b.status = 'pending' AND b.phase = 'blocked' AND p.linked IS NOT TRUE
  AND (e.awaited OR p.id IS NOT NULL)
ORDER BY b.id, e.kind, e.key
