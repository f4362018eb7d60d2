-- What is known of a line from now on; `tell`: who looks at a screen shall see it, though no object changed.
WITH written AS (
    UPDATE integration SET breaker = :breaker::jsonb, pacing = :pacing::jsonb WHERE id = :id RETURNING id)
SELECT pg_notify('syncline', id || ':' || pg_current_xact_id()) FROM written WHERE :tell::boolean
