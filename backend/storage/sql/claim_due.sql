-- Lock the oldest due bindings of one level (one request talks at one level). Index: binding_due.
WITH oldest AS (
    SELECT push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) AS level
    FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.want AND b.phase = 'idle' AND b.next_at <= clock_timestamp()
    ORDER BY b.next_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
SELECT b.id, oldest.level
FROM binding b JOIN integration i ON i.id = b.integration, oldest
WHERE b.integration = :integration AND b.want AND b.phase = 'idle' AND b.next_at <= clock_timestamp()
  AND push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) = oldest.level
ORDER BY b.next_at, b.id LIMIT :most FOR UPDATE OF b SKIP LOCKED
