-- What breaks the promise that whatever is pending has a next step: leases that nobody took back, and work that nobody
-- took up, although a connection is free and nothing was exchanged lately. Since when, by integration; NULL: of all.
-- Indexes: binding_turn, exchange_at.
SELECT i.id AS integration, least(leases.since, work.since) AS since
FROM integration i
CROSS JOIN LATERAL (
    SELECT min(b.lease_until) AS since FROM binding b
    WHERE b.integration = i.id AND b.turn = 'held' AND b.lease_until < clock_timestamp() - :late::interval) leases
CROSS JOIN LATERAL (
    SELECT min(due.turn_at) AS since FROM (
        (SELECT b.turn_at FROM binding b
         WHERE b.integration = i.id AND b.turn = 'push' AND b.turn_at < (SELECT clock_timestamp()) - :late::interval
         ORDER BY b.turn_at LIMIT 1)
        UNION ALL
        (SELECT b.turn_at FROM binding b
         WHERE b.integration = i.id AND b.turn = 'look' AND b.turn_at < (SELECT clock_timestamp()) - :late::interval
         ORDER BY b.turn_at LIMIT 1)) AS due
    WHERE i.held_reason IS NULL AND slots_now(i.breaker, i.connections_allowed, clock_timestamp() - :late::interval) > 0
      AND in_pace(i.pacing, 1, clock_timestamp() - :late::interval)
      AND NOT EXISTS (SELECT FROM slot s WHERE s.integration = i.id AND s.lease_until > clock_timestamp())
      AND NOT EXISTS (SELECT FROM exchange e WHERE e.integration = i.id AND e.at > clock_timestamp() - :late::interval)
    ) work
WHERE (:integration::int IS NULL OR i.id = :integration) AND least(leases.since, work.since) IS NOT NULL
