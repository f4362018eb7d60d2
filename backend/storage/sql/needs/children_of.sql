-- Who waits for these bindings, or was parked because of them, and needs a decision. Index: edge_parent.
WITH parent AS MATERIALIZED (
    SELECT b.integration, o.kind, o.key FROM binding b JOIN object o ON o.id = b.object WHERE b.id = ANY(:ids)),
child AS MATERIALIZED (
    SELECT DISTINCT e.child FROM parent p
    JOIN edge e ON e.integration = p.integration AND e.kind = p.kind AND e.key = p.key)
SELECT c.id AS child FROM child JOIN binding c ON c.id = child.child WHERE c.phase = 'blocked' OR c.park = 'blocked'
