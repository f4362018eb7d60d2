-- A worker stopped in good order; those that did not are forgotten after a day.
DELETE FROM worker_seen WHERE name = :name OR seen_at < clock_timestamp() - interval '1 day'
