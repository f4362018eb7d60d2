-- Gone for long enough.
UPDATE episode SET over_at = clock_timestamp()
WHERE integration = :integration AND over_at IS NULL AND gone_since <= clock_timestamp() - :settle::interval
RETURNING id, event, coalesce(cause, 0) AS cause, since, over_at AS at, told_at IS NOT NULL AS told
