-- A person's other sessions: this one goes on.
UPDATE session SET ended_at = now() WHERE "user" = :user AND id <> :but AND ended_at IS NULL AND expires_at > now()
