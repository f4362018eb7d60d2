-- Hold it for another call. No row: it was lost, or the settings that the holder read are others by now. The share lock
-- keeps them until the intents are committed.
UPDATE slot SET lease_until = clock_timestamp() + :lease::interval
FROM (SELECT i.id FROM integration i
      WHERE i.id = :integration AND (i.held_reason IS NULL OR :even_held::boolean) AND :number <= i.connections_allowed
        AND i.config = :config::jsonb
      FOR SHARE) AS allowed
WHERE slot.integration = allowed.id AND slot.number = :number AND slot.fence = :fence
  AND slot.lease_until > clock_timestamp()
RETURNING slot.fence
