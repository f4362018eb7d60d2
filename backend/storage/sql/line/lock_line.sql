-- What is known of a line, for who will change it: whoever sends holds a share of this lock until the intents are committed.
SELECT breaker, pacing, connections_allowed, clock_timestamp() AS now FROM integration WHERE id = :id FOR NO KEY UPDATE
