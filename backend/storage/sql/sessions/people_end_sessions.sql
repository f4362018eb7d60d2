-- Everywhere out: disabled, another role, another password.
UPDATE session SET ended_at = now() WHERE "user" = :user AND ended_at IS NULL AND expires_at > now()
