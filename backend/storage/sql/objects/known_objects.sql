-- Which of these objects are stored already. Index: object (kind, key).
SELECT o.kind, o.key
FROM object o JOIN unnest(:kinds::text[], :keys::text[]) AS u (kind, key) ON o.kind = u.kind AND o.key = u.key
