-- Lock the oldest due bindings of one level (one request talks at one level), and read what the protocol needs. A suspect,
-- which took workers down or whose outcome was unknown twice in a row, goes alone and takes no others with it. A claim may be
-- lost in a crash one instant later: its commit does not wait for the disk. Index: binding_turn.
WITH oldest AS (
    SELECT b.id, push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) AS level,
           b.crash_count > 0 OR (b.epoch_unknown AND b.fail_count > 0) AS suspect,
           set_config('synchronous_commit', 'off', true)
    FROM binding b JOIN integration i ON i.id = b.integration
    WHERE b.integration = :integration AND i.held_reason IS NULL
      AND b.turn = 'push' AND b.turn_at <= (SELECT clock_timestamp())
    ORDER BY b.turn_at, b.id LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
SELECT b.id, b.category, b.want, b.forced, b.phase, b.park, b.next_at, b.wanted_at, b.quarantine_until, b.fence,
       b.lease_until, b.open_attempt, b.create_epoch, b.epoch_unknown, b.level, b.desired_version, b.desired_hash,
       b.synced_version, b.synced_hash, b.linked, b.fail_count, b.crash_count, clock_timestamp() AS now,
       oldest.level AS at
FROM binding b JOIN integration i ON i.id = b.integration, oldest
WHERE b.integration = :integration AND b.turn = 'push' AND b.turn_at <= (SELECT clock_timestamp())
  AND push_level(b.level, b.category, b.entity, i.transaction_level, i.level_overrides) = oldest.level
  AND CASE WHEN oldest.suspect THEN b.id = oldest.id
           ELSE b.crash_count = 0 AND NOT (b.epoch_unknown AND b.fail_count > 0) END
ORDER BY b.turn_at, b.id LIMIT (SELECT CASE WHEN suspect THEN 1 ELSE :most END FROM oldest) FOR UPDATE OF b SKIP LOCKED
