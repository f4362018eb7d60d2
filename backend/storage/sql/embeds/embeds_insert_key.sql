-- A new key. No row: the name is taken by one that works.
INSERT INTO embed_key (name, role, secret) VALUES (:name, :role, :secret)
ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
RETURNING id
