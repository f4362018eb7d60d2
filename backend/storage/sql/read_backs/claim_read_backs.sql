-- Put off, for as long as a look may take, bindings of one level and kind that are in step and whose records are to be
-- read back. What is drawn of them does not change. Index: binding_turn.
WITH oldest AS (
    SELECT b.kind, b.level FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.turn = 'read_back' AND b.turn_at <= (SELECT clock_timestamp())
    ORDER BY b.turn_at, b.id LIMIT 1),
due AS (
    SELECT b.id FROM binding b, oldest
    WHERE b.integration = :integration AND b.turn = 'read_back' AND b.turn_at <= (SELECT clock_timestamp())
      AND b.kind = oldest.kind AND b.level = oldest.level
    ORDER BY b.turn_at, b.id LIMIT :most FOR UPDATE OF b SKIP LOCKED)
UPDATE binding b SET next_at = clock_timestamp() + :lease::interval FROM due WHERE b.id = due.id RETURNING b.id, b.level, clock_timestamp() AS now
