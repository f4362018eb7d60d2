-- A one-time link. No row: nobody of that name may sign in.
WITH swept AS (DELETE FROM sign_in_link WHERE expires_at < now() - interval '1 day')
INSERT INTO sign_in_link (token_hash, "user", expires_at)
SELECT :token_hash, id, now() + :lifetime::interval FROM "user" WHERE name = :name AND disabled_at IS NULL
RETURNING expires_at
