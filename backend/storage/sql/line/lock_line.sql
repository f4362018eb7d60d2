-- What is known of a line, for who will change it: whoever sends holds a share of this lock until the intents are committed.
-- The clock is read after the lock was waited for.
SELECT locked.*, clock_timestamp() AS now
FROM (SELECT breaker, pacing, connections_allowed FROM integration WHERE id = :id FOR NO KEY UPDATE) AS locked
