-- Every integration is held; a reason that it was held for before stays in sight. All its bindings are to be marked.
UPDATE integration SET restored_at = clock_timestamp(), restoring_below = 9223372036854775807,
    held_reason = :reason || CASE WHEN restored_at IS NULL AND held_reason IS NOT NULL THEN ' It was held before: ' || held_reason ELSE '' END
