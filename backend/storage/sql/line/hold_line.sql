-- Nothing is claimed any more; what runs ends.
WITH held AS (
    UPDATE integration SET held_reason = :reason, held_by = :by, held_since = clock_timestamp(), release_needs = :release_needs
    WHERE id = :id RETURNING id)
SELECT pg_notify('syncline', id || ':' || pg_current_xact_id()) FROM held
