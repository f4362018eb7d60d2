-- Lock the bindings of one level whose outcome is to be looked up, of one kind, with or without a known record: one
-- query, one time limit. Index: binding_confirming.
WITH oldest AS (
    SELECT b.kind, b.linked, push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) AS level
    FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.phase = 'confirming' AND b.next_at <= clock_timestamp() AND b.lease_until IS NULL
    ORDER BY b.next_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
SELECT b.id, oldest.level
FROM binding b JOIN integration i ON i.id = b.integration, oldest
WHERE b.integration = :integration AND b.phase = 'confirming' AND b.next_at <= clock_timestamp() AND b.lease_until IS NULL
  AND b.kind = oldest.kind AND b.linked = oldest.linked
  AND push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) = oldest.level
ORDER BY b.next_at, b.id LIMIT :most FOR UPDATE OF b SKIP LOCKED
