-- The keys that work.
SELECT id, name, role FROM api_key WHERE revoked_at IS NULL ORDER BY name
