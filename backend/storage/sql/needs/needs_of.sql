-- What these bindings need: whether they must wait for it, and its record at the third party. Indexes: the keys of edge,
-- object, binding and remote_record.
SELECT e.child, e.kind, e.key, p.status, p.linked IS NOT TRUE AND (e.awaited OR p.id IS NOT NULL) AS unready,
       r.remote_id, r.number, r.url
FROM edge e
LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
LEFT JOIN remote_record r ON r.binding = p.id
WHERE e.child = ANY(:ids)
  AND (NOT :only_unready::boolean OR (p.linked IS NOT TRUE AND (e.awaited OR p.id IS NOT NULL)))
