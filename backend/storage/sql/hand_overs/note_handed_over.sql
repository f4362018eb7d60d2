-- Who looks is told every 30 seconds at most, and as often where hand-overs follow each other more closely.
-- Nobody waits for it: who finds it locked, or written within the last second, leaves it as it is.
UPDATE handed_over SET at = clock_timestamp(),
    told_at = CASE WHEN told_at > clock_timestamp() - interval '30 seconds' THEN told_at ELSE clock_timestamp() END
WHERE id IN (
    SELECT id FROM handed_over WHERE at IS NULL OR at < clock_timestamp() - interval '1 second' FOR UPDATE SKIP LOCKED)
