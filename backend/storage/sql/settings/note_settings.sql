-- The settings are others now; whoever looks at what they stopped is told.
UPDATE integration SET settings_changed_at = clock_timestamp() WHERE id = :integration
RETURNING pg_notify('syncline', id || ':' || pg_current_xact_id()) AS rung
