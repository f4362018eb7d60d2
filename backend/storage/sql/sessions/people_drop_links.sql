-- Links that somebody has not used yet.
UPDATE sign_in_link SET used_at = now() WHERE "user" = :user AND used_at IS NULL
