-- The records of these objects at one integration.
SELECT o.kind, o.key, r.remote_id, r.number, r.url
FROM unnest(:kinds::text[], :keys::text[]) AS u (kind, key)
JOIN object o ON o.kind = u.kind AND o.key = u.key
JOIN binding b ON b.object = o.id AND b.integration = :integration
JOIN remote_record r ON r.binding = b.id
