-- Of these bindings, those that need themselves through others, none of them at the third party: each with the first on its
-- way. OFFSET 0: needs are read binding by binding, by the key of edge.
WITH RECURSIVE way AS (
    SELECT c.id AS start, n.id AS first, n.id AS at
    FROM unnest(CAST(:ids AS bigint[])) c (id) CROSS JOIN LATERAL (
        SELECT p.id FROM edge e
        JOIN object o ON o.kind = e.kind AND o.key = e.key
        JOIN binding p ON p.object = o.id AND p.integration = e.integration
        WHERE e.child = c.id AND NOT p.linked OFFSET 0) n
    UNION
    SELECT w.start, w.first, n.id
    FROM way w CROSS JOIN LATERAL (
        SELECT p.id FROM edge e
        JOIN object o ON o.kind = e.kind AND o.key = e.key
        JOIN binding p ON p.object = o.id AND p.integration = e.integration
        WHERE e.child = w.at AND NOT p.linked OFFSET 0) n
    WHERE w.at <> w.start)
SELECT DISTINCT ON (w.start) w.start, o.kind, o.key
FROM way w JOIN binding b ON b.id = w.first JOIN object o ON o.id = b.object
WHERE w.at = w.start ORDER BY w.start, w.first
