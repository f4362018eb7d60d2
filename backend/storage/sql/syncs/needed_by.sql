-- What these bindings need, directly or through others, that is not at the third party. A circle ends: each is found once.
-- OFFSET 0: needs are read binding by binding, by the key of edge.
WITH RECURSIVE needed AS (
    SELECT unnest(CAST(:children AS bigint[])) AS id, true AS asked
    UNION
    SELECT n.id, false
    FROM needed w CROSS JOIN LATERAL (
        SELECT p.id FROM edge e
        JOIN object o ON o.kind = e.kind AND o.key = e.key
        JOIN binding p ON p.object = o.id AND p.integration = e.integration
        WHERE e.child = w.id AND NOT p.linked OFFSET 0) n)
SELECT id FROM needed WHERE NOT asked LIMIT :most
