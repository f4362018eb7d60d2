-- The last 24 hours of an integration, the one that runs last, and those without anything. Index: throughput_hour.
SELECT hours.hour, coalesce(sum(t.success), 0)::bigint AS success, coalesce(sum(t.error), 0)::bigint AS error
FROM generate_series(this_hour() - interval '23 hours', this_hour(), interval '1 hour') AS hours (hour)
LEFT JOIN throughput t ON t.integration = :integration AND t.hour = hours.hour
GROUP BY 1 ORDER BY 1
