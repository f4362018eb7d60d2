-- The other object of this binding's kind that has this number as its key, or was given it. Whose record has it there all
-- the same is found by the look that comes before it is sent; later objects of this key are told by insert_bindings.
SELECT o.kind || ' ' || o.key AS name
FROM binding mine JOIN binding b ON b.integration = mine.integration AND b.kind = mine.kind AND b.id <> mine.id
JOIN object o ON o.id = b.object
WHERE mine.id = :binding AND b.id IN (
    SELECT k.id FROM object named JOIN binding k ON k.object = named.id
    WHERE named.kind = mine.kind AND named.key = :number AND k.integration = mine.integration
    UNION ALL
    SELECT g.binding FROM given_number g
    WHERE g.integration = mine.integration AND g.kind = mine.kind AND g.number = :number)
LIMIT 1
