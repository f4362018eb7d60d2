-- Lock known objects in the order of their ids. Index: object (kind, key).
SELECT o.id, o.kind, o.key, o.current_version, o.current_hash
FROM object o JOIN unnest(:kinds::text[], :keys::text[]) AS u (kind, key) ON o.kind = u.kind AND o.key = u.key
ORDER BY o.id FOR UPDATE OF o
