-- With the sessions that it opened. No row: there is no such key, or it is revoked already.
UPDATE embed_key SET revoked_at = now() WHERE name = :name AND revoked_at IS NULL RETURNING id
