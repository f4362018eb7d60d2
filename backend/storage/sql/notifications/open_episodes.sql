SELECT event, coalesce(cause, 0) AS cause FROM episode WHERE integration = :integration AND over_at IS NULL
