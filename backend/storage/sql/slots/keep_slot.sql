-- Hold it for another call. No row: it was lost.
UPDATE slot SET lease_until = clock_timestamp() + :lease::interval
WHERE integration = :integration AND number = :number AND fence = :fence
  AND lease_until > clock_timestamp()
  AND EXISTS (SELECT 1 FROM integration i WHERE i.id = :integration AND i.held_reason IS NULL
              AND :number <= i.connections_allowed)
RETURNING fence
