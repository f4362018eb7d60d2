-- Hold it for another call. No row: it was lost, or the settings that the holder read are others by now, or the line is
-- closed to it, or the database was restored, meanwhile. The share lock keeps them until the intents are committed.
-- And whether something may wait of syncs that were stopped (index: sync_withdrawing).
UPDATE slot SET lease_until = clock_timestamp() + :lease::interval
FROM (SELECT i.id FROM integration i
      WHERE i.id = :integration AND :number <= i.connections_allowed AND i.config = :config::jsonb
        AND (:only_asks::boolean OR may_push(i, :number, :config::jsonb, :restored_at::timestamptz, :probe::boolean))
      FOR SHARE) AS allowed
WHERE slot.integration = allowed.id AND slot.number = :number AND slot.fence = :fence
  AND slot.lease_until > clock_timestamp()
RETURNING is_withdrawing() AS withdrawing
