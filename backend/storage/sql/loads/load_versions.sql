-- The current content of bindings, and their records at the third party.
SELECT b.id, o.kind, o.key, v.version, v.entity, v.body::text AS body, v.hash, v.changed_at, v.received_at, b.entity AS bound_entity,
       r.remote_id, r.number, r.url, coalesce(g.number, '') AS given
FROM binding b
JOIN object o ON o.id = b.object
JOIN object_version v ON v.object = b.object AND v.version = b.desired_version
LEFT JOIN remote_record r ON r.binding = b.id
LEFT JOIN given_number g ON g.binding = b.id
WHERE b.id = ANY(:ids)
