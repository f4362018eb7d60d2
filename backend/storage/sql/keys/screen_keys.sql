-- The keys that work, and when a program came with one.
SELECT name, nullif(role, 'ingest') AS role, created_at, used_at FROM api_key
WHERE revoked_at IS NULL ORDER BY lower(name), name
