-- An answer that came later. The same one again changes nothing. What names a request that nobody sent is kept for a week.
WITH old AS (DELETE FROM delivery WHERE integration = :integration AND settled_at IS NULL AND at < now() - interval '7 days')
INSERT INTO delivery (integration, request_id, hash, answer) VALUES (:integration, :request_id, :hash, :answer)
ON CONFLICT DO NOTHING
