-- It goes on.
WITH released AS (
    UPDATE integration SET held_reason = NULL, held_by = '', held_since = NULL, release_needs = 'operator'
    WHERE id = :id RETURNING id)
SELECT pg_notify('syncline', id || ':' || pg_current_xact_id()) FROM released
