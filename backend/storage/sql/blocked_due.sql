-- Blocked bindings that nobody released in time. Index: binding_blocked.
SELECT id FROM binding WHERE integration = :integration AND phase = 'blocked' AND next_at <= clock_timestamp()
ORDER BY next_at, id LIMIT :most
