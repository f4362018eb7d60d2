-- Hold a connection that the third party allows. No row: somebody else holds it, or it is not allowed now. Who only asks
-- may do so while nothing is sent.
WITH allowed AS (
    SELECT i.id, i.breaker, i.pacing FROM integration i
    WHERE i.id = :integration AND :number <= i.connections_allowed
      AND (:only_asks::boolean
           OR (i.held_reason IS NULL AND :number <= slots_now(i.breaker, i.connections_allowed, clock_timestamp())
               AND in_pace(i.pacing, :number, clock_timestamp())))),
taken AS (
    INSERT INTO slot (integration, number, fence, lease_until)
    SELECT id, :number, 1, clock_timestamp() + :lease::interval FROM allowed
    ON CONFLICT (integration, number) DO UPDATE SET fence = slot.fence + 1, lease_until = excluded.lease_until
    WHERE slot.lease_until IS NULL OR slot.lease_until < clock_timestamp()
    RETURNING fence)
SELECT taken.fence, allowed.breaker, allowed.pacing FROM taken, allowed
