-- For how many seconds the oldest push or look of each integration is due; those without any are not among them.
-- Index: binding_turn.
SELECT i.id AS integration, extract(epoch FROM clock_timestamp() - min(due.turn_at))::float8 AS seconds
FROM integration i
CROSS JOIN LATERAL (
    (SELECT b.turn_at FROM binding b WHERE b.integration = i.id AND b.turn = 'push' ORDER BY b.turn_at LIMIT 1)
    UNION ALL
    (SELECT b.turn_at FROM binding b WHERE b.integration = i.id AND b.turn = 'look' ORDER BY b.turn_at LIMIT 1)) due
WHERE due.turn_at < clock_timestamp()
GROUP BY 1
