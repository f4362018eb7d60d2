-- How the line to the third party is doing (NULL: nothing new); at most one write a second while nothing changes. Tells
-- whether breaker or pacing have anything to say.
WITH noted AS (
    UPDATE integration SET
        trouble_since = CASE WHEN :trouble::text = '' THEN NULL WHEN trouble = '' THEN clock_timestamp() ELSE trouble_since END,
        connected_since = CASE WHEN :trouble <> '' THEN NULL WHEN connected_since IS NULL THEN clock_timestamp() ELSE connected_since END,
        last_push_at = CASE WHEN :trouble = '' THEN clock_timestamp() ELSE last_push_at END,
        trouble = :trouble
    WHERE id = :integration AND :trouble::text IS NOT NULL
      AND (trouble <> :trouble OR last_push_at IS NULL
           OR (:trouble = '' AND last_push_at < clock_timestamp() - interval '1 second')))
SELECT breaker <> '{}' OR pacing <> '{}' AS unsettled FROM integration WHERE id = :integration
