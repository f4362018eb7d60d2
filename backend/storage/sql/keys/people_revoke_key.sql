-- No row: there is no such key, or it is revoked already.
UPDATE api_key SET revoked_at = now() WHERE name = :name AND revoked_at IS NULL RETURNING id
