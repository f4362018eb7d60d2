-- A key by the name that a token gives, and the time that counts. Index: embed_key_name.
SELECT id, name, role, secret, now() AS now FROM embed_key WHERE name = :name AND revoked_at IS NULL
