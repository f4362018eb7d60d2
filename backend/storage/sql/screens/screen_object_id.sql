-- Bindings by their objects' names. Indexes: object (kind, key), binding (object, integration).
SELECT b.id, o.kind, o.key FROM unnest(:kinds::text[], :keys::text[]) AS u (kind, key)
JOIN object o ON o.kind = u.kind AND o.key = u.key
JOIN binding b ON b.object = o.id AND b.integration = :integration
