-- A worker lives.
INSERT INTO worker_seen (name, seen_at) VALUES (:name, clock_timestamp())
ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at
