-- Of these bindings (`sent`) those that would wait: for what is not at the third party and that nobody sends, neither this press
-- nor (`along`) another; or for one that waits. A circle ends. Indexes: edge's primary key, object's and binding's unique ones.
WITH RECURSIVE needs AS MATERIALIZED (
    SELECT e.child, p.id AS parent, p.status
    FROM edge e
    LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
    LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
    WHERE e.child = ANY(:sent::bigint[]) AND p.linked IS NOT TRUE AND (e.awaited OR p.id IS NOT NULL)),
held_up AS (
    SELECT child AS id FROM needs
    WHERE status IS DISTINCT FROM 'pending' AND (parent IS NULL OR parent <> ALL(:sent::bigint[] || :along::bigint[]))
    UNION
    SELECT n.child FROM held_up h JOIN needs n ON n.parent = h.id)
SELECT id FROM held_up
