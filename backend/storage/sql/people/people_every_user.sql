-- Everybody, for the list that an administrator reads.
SELECT id, name, role, password_hash, disabled_at IS NOT NULL AS disabled FROM "user" ORDER BY name
