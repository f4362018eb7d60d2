-- Who waits for these bindings, or was parked because of them, and needs a decision; all are of one integration. While nobody waits
-- there nothing more is asked. Indexes: binding_turn, binding_parked_blocked, edge_parent.
WITH place AS MATERIALIZED (
    SELECT EXISTS (SELECT FROM binding b WHERE b.integration = i.integration AND b.turn = 'blocked')
        OR EXISTS (SELECT FROM binding b WHERE b.integration = i.integration AND b.park = 'blocked') AS waits
    FROM (SELECT integration FROM binding WHERE id = (:ids::bigint[])[1]) i),
parent AS MATERIALIZED (
    SELECT b.integration, o.kind, o.key FROM binding b JOIN object o ON o.id = b.object
    WHERE b.id = ANY(:ids) AND (SELECT waits FROM place)),
child AS MATERIALIZED (
    SELECT DISTINCT e.child FROM parent p
    JOIN edge e ON e.integration = p.integration AND e.kind = p.kind AND e.key = p.key)
SELECT c.id AS child FROM child JOIN binding c ON c.id = child.child WHERE c.phase = 'blocked' OR c.park = 'blocked'
