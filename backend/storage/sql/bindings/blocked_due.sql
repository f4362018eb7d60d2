-- Blocked bindings, also parked ones, that nobody released: what they wait for is there, or some of it is in error by now;
-- or, of parked ones, in error no more.
SELECT c.id FROM binding c
WHERE c.integration = :integration AND (c.turn = 'blocked' OR c.park = 'blocked') AND NOT EXISTS (
    SELECT FROM edge e
    LEFT JOIN object o ON o.kind = e.kind AND o.key = e.key
    LEFT JOIN binding p ON p.object = o.id AND p.integration = e.integration
    WHERE e.child = c.id AND p.linked IS NOT TRUE AND (e.awaited OR p.id IS NOT NULL))
UNION
SELECT c.id FROM binding c
JOIN edge e ON e.child = c.id
JOIN object o ON o.kind = e.kind AND o.key = e.key
JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE c.integration = :integration AND c.turn = 'blocked' AND p.status = 'error' AND NOT p.linked
UNION
SELECT c.id FROM binding c
WHERE c.integration = :integration AND c.park = 'blocked' AND NOT EXISTS (
    SELECT FROM edge e
    JOIN object o ON o.kind = e.kind AND o.key = e.key
    JOIN binding p ON p.object = o.id AND p.integration = e.integration
    WHERE e.child = c.id AND p.status = 'error' AND NOT p.linked)
LIMIT :most
