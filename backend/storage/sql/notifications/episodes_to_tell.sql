-- Those that last long enough to be told of, and were not told of yet.
UPDATE episode SET told_at = clock_timestamp()
WHERE integration = :integration AND over_at IS NULL AND told_at IS NULL AND gone_since IS NULL
AND CASE WHEN event = 'line.down' THEN since <= clock_timestamp() - :down::interval
         ELSE noted_at <= clock_timestamp() - :quiet::interval END
RETURNING id, event, coalesce(cause, 0) AS cause, since, told_at AS at
