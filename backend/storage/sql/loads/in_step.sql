-- The next bindings, newest first; of them those in step whose content may hold one of these codes ('{}': all may).
-- A code is looked for as JSON writes it, also as the name of a field: amounts like `freight` are mapped by that.
WITH page AS (
    SELECT id, object, desired_version, status FROM binding
    WHERE integration = :integration AND id < :below ORDER BY id DESC LIMIT :most)
SELECT p.id, p.status = 'success' AND (cardinality(:codes::text[]) = 0 OR EXISTS (
           SELECT FROM unnest(:codes::text[]) AS u (code) WHERE strpos(v.body::text, to_jsonb(u.code)::text) > 0)) AS concerned
FROM page p JOIN object_version v ON v.object = p.object AND v.version = p.desired_version
ORDER BY p.id DESC
