-- What stands at places of the newest contents of bindings, in the order of the places: values, and of no more than :most
-- characters. Indexes: the primary keys of binding, object and object_version.
WITH places AS MATERIALIZED (
    SELECT n, ARRAY(SELECT step FROM jsonb_array_elements_text(place) WITH ORDINALITY AS s (step, i) ORDER BY i) AS steps
    FROM jsonb_array_elements(:places::jsonb) WITH ORDINALITY AS p (place, n)
)
SELECT b.id, b.kind, o.key, v.entity,
       ARRAY(SELECT CASE WHEN jsonb_typeof(v.body #> p.steps) NOT IN ('object', 'array')
                         THEN left(v.body #>> p.steps, :most) END
             FROM places p ORDER BY p.n) AS texts
FROM binding b
JOIN object o ON o.id = b.object
JOIN object_version v ON v.object = b.object AND v.version = b.desired_version
WHERE b.id = ANY(:ids)
