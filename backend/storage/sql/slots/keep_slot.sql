-- Hold it for another call. No row: it was lost, or the settings that the holder read are others by now, or the line is
-- closed to it, or the database was restored, meanwhile. The share lock keeps them until the intents are committed.
-- And whether something may wait of syncs that were stopped (index: sync_withdrawing).
UPDATE slot SET lease_until = clock_timestamp() + :lease::interval
FROM (SELECT i.id FROM integration i
      WHERE i.id = :integration AND :number <= i.connections_allowed AND i.config = :config::jsonb
        AND (:only_asks::boolean
             OR (i.held_reason IS NULL AND i.restored_at IS NOT DISTINCT FROM :restored_at::timestamptz AND NOT is_in_doubt()
                 AND i.breaker ? 'probe_at' <= :probe::boolean
                 AND :number <= slots_now(i.breaker, i.connections_allowed, clock_timestamp())
                 AND in_pace(i.pacing, 1, clock_timestamp())))
      FOR SHARE) AS allowed
WHERE slot.integration = allowed.id AND slot.number = :number AND slot.fence = :fence
  AND slot.lease_until > clock_timestamp()
RETURNING EXISTS (SELECT FROM sync WHERE withdrawing) AS withdrawing
