-- Integrations with something to do now, and their free slots.
SELECT i.id AS integration, s.number
FROM integration i
JOIN generate_series(1, slots_now(i.breaker, i.connections_allowed, clock_timestamp())) s (number)
    ON in_pace(i.pacing, s.number, clock_timestamp())
LEFT JOIN slot held ON held.integration = i.id AND held.number = s.number
WHERE i.held_reason IS NULL AND (held.lease_until IS NULL OR held.lease_until < clock_timestamp())
  AND (EXISTS (SELECT 1 FROM binding b WHERE b.integration = i.id AND b.turn = 'push'
               AND b.turn_at <= (SELECT clock_timestamp()))
       OR EXISTS (SELECT 1 FROM binding b WHERE b.integration = i.id AND b.turn = 'look'
                  AND b.turn_at <= (SELECT clock_timestamp()))
       OR NOT i.breaker ? 'probe_at' AND EXISTS (
                  SELECT 1 FROM binding b WHERE b.integration = i.id AND b.turn = 'read_back'
                  AND b.turn_at <= (SELECT clock_timestamp())))
ORDER BY i.id, s.number
