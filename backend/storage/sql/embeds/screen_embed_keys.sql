-- The keys that work, and when a frame was last opened with one.
SELECT name, role, created_at, used_at FROM embed_key WHERE revoked_at IS NULL ORDER BY lower(name), name
