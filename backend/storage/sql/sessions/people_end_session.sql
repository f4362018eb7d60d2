-- A sign-out. No row: it had ended before.
UPDATE session SET ended_at = now() WHERE id = :id AND ended_at IS NULL RETURNING id
