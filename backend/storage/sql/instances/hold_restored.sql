-- Every integration is held until an administrator releases it; a reason that it was held for before stays in sight. All
-- its bindings are to be marked.
WITH held AS (
    UPDATE integration SET restored_at = clock_timestamp(), restoring_below = 9223372036854775807,
        held_by = 'Syncline', held_since = clock_timestamp(), release_needs = 'admin',
        held_reason = :reason || CASE WHEN restored_at IS NULL AND held_reason IS NOT NULL
                                      THEN ' It was held before: ' || held_reason ELSE '' END
    RETURNING id)
SELECT pg_notify('syncline', id || ':' || pg_current_xact_id()) FROM held
