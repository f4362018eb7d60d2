-- The records at the third party of what bindings need.
SELECT e.child, e.kind, e.key, r.remote_id, r.number, r.url
FROM edge e
JOIN object o ON o.kind = e.kind AND o.key = e.key
JOIN binding p ON p.object = o.id AND p.integration = e.integration
JOIN remote_record r ON r.binding = p.id
WHERE e.child = ANY(:ids)
