-- A key by its hash.
SELECT id, name, role FROM api_key WHERE token_hash = :token_hash AND revoked_at IS NULL
