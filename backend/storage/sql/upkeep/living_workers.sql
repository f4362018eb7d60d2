-- How many workers were heard of lately.
SELECT count(*) FILTER (WHERE seen_at > clock_timestamp() - interval '15 seconds') AS alive, max(seen_at) AS seen_at
FROM worker_seen
