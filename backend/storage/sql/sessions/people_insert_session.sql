-- A session of somebody who may sign in, and the end of what is long over. No row: unknown or disabled.
WITH swept AS (DELETE FROM session WHERE expires_at < now() - interval '1 day')
INSERT INTO session (token_hash, "user", expires_at)
SELECT :token_hash, id, now() + :lifetime::interval FROM "user" WHERE id = :user AND disabled_at IS NULL
RETURNING id, expires_at, (SELECT name FROM "user" WHERE id = :user), (SELECT role FROM "user" WHERE id = :user)
