-- A new key; a revoked one gives its name back. No row: the name is taken.
INSERT INTO api_key (name, token_hash, role) VALUES (:name, :token_hash, :role)
ON CONFLICT (name) DO UPDATE SET token_hash = excluded.token_hash, role = excluded.role, created_at = now(), revoked_at = NULL, used_at = NULL
WHERE api_key.revoked_at IS NOT NULL
RETURNING id
