-- What stands now (a cause, or 0): new episodes begin, others are gone, or back.
WITH standing AS (
    SELECT event, nullif(cause, 0) AS cause, since
    FROM unnest(:event::text[], :cause::bigint[], :since::timestamptz[]) AS u (event, cause, since)),
moved AS (
    SELECT e.id, EXISTS (
        SELECT FROM standing s WHERE s.event = e.event AND s.cause IS NOT DISTINCT FROM e.cause) AS stands
    FROM episode e WHERE e.integration = :integration AND e.over_at IS NULL),
changed AS (
    UPDATE episode e SET gone_since = CASE WHEN m.stands THEN NULL ELSE clock_timestamp() END
    FROM moved m WHERE m.id = e.id AND (e.gone_since IS NULL) <> m.stands)
INSERT INTO episode (integration, event, cause, since)
SELECT :integration, event, cause, coalesce(since, clock_timestamp()) FROM standing
ON CONFLICT DO NOTHING
