-- A person by name.
SELECT id, name, role, password_hash, disabled_at IS NOT NULL AS disabled FROM "user" WHERE name = :name
