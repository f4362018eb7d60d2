-- Lock the bindings of one level whose outcome is to be looked up, of one kind, with or without a known record (one
-- query, one time limit), and read what the protocol needs. Index: binding_turn.
WITH oldest AS (
    SELECT b.kind, b.linked, push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) AS level
    FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.turn = 'look' AND b.turn_at <= (SELECT clock_timestamp())
    ORDER BY b.turn_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
SELECT b.id, b.category, b.want, b.forced, b.phase, b.park, b.next_at, b.wanted_at, b.quarantine_until, b.fence,
       b.lease_until, b.open_attempt, b.create_epoch, b.epoch_unknown, b.level, b.desired_version, b.desired_hash,
       b.synced_version, b.synced_hash, b.linked, b.fail_count, b.crash_count, clock_timestamp() AS now,
       oldest.level AS at
FROM binding b JOIN integration i ON i.id = b.integration, oldest
WHERE b.integration = :integration AND b.turn = 'look' AND b.turn_at <= (SELECT clock_timestamp())
  AND b.kind = oldest.kind AND b.linked = oldest.linked
  AND push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) = oldest.level
ORDER BY b.turn_at, b.id LIMIT :most FOR UPDATE OF b SKIP LOCKED
