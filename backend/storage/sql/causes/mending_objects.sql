-- Objects that would mend causes, and how they stand. Index: of an object's name.
SELECT o.kind, o.key, b.status, b.changed_at
FROM unnest(:kinds::text[], :keys::text[]) AS u (kind, key)
JOIN object o ON o.kind = u.kind AND o.key = u.key
JOIN binding b ON b.object = o.id AND b.integration = :integration
