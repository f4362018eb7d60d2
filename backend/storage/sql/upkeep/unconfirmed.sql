-- T36: objects whose outcome is unknown for longer than that, by integration. Index: binding_turn.
SELECT b.integration, count(*) AS n, min(a.intended_at) AS since
FROM integration i
JOIN binding b ON b.integration = i.id AND b.turn IN ('look', 'held')
JOIN attempt a ON a.id = b.open_attempt
WHERE b.phase = 'confirming' AND a.intended_at < now() - :late::interval
GROUP BY b.integration ORDER BY b.integration
