-- Nobody waits for it: who finds it locked, or written within the last second, leaves it as it is.
UPDATE handed_over SET at = clock_timestamp() WHERE id IN (
    SELECT id FROM handed_over WHERE at IS NULL OR at < clock_timestamp() - interval '1 second' FOR UPDATE SKIP LOCKED)
