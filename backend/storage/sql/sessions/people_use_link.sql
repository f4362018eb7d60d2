-- Once. No row: unknown, used or too old. Its person is locked first, as by who shuts them out, which ends their links last.
WITH who AS MATERIALIZED (
    SELECT id FROM "user" WHERE id = (SELECT "user" FROM sign_in_link WHERE token_hash = :token_hash) FOR NO KEY UPDATE)
UPDATE sign_in_link l SET used_at = now() FROM who
WHERE l.token_hash = :token_hash AND l."user" = who.id AND l.used_at IS NULL AND l.expires_at > now()
RETURNING l."user"
