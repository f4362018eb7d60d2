-- Lock the oldest due bindings of one level (one request talks at one level). A suspect, which took workers down or whose
-- outcome was unknown twice in a row, goes alone and takes no others with it. Index: binding_due.
WITH oldest AS (
    SELECT b.id, push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) AS level,
           b.crash_count > 0 OR (b.epoch_unknown AND b.fail_count > 0) AS suspect
    FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.want AND b.phase = 'idle' AND b.next_at <= clock_timestamp()
    ORDER BY b.next_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
SELECT b.id, oldest.level
FROM binding b JOIN integration i ON i.id = b.integration, oldest
WHERE b.integration = :integration AND b.want AND b.phase = 'idle' AND b.next_at <= clock_timestamp()
  AND push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) = oldest.level
  AND CASE WHEN oldest.suspect THEN b.id = oldest.id
           ELSE b.crash_count = 0 AND NOT (b.epoch_unknown AND b.fail_count > 0) END
ORDER BY b.next_at, b.id LIMIT (SELECT CASE WHEN suspect THEN 1 ELSE :most END FROM oldest) FOR UPDATE OF b SKIP LOCKED
