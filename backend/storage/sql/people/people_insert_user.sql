-- A new person. No row: the name is taken.
INSERT INTO "user" (name, role, password_hash) VALUES (:name, :role, :password_hash)
ON CONFLICT (name) DO NOTHING RETURNING id
