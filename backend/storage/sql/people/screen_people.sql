-- Everybody, those who may sign in first; and whether nobody else could administer.
SELECT name, role, disabled_at IS NOT NULL AS disabled, password_hash IS NOT NULL AS has_password, seen_at,
       role = 'admin' AND disabled_at IS NULL
         AND count(*) FILTER (WHERE role = 'admin' AND disabled_at IS NULL) OVER () = 1 AS last_admin
FROM "user" ORDER BY disabled_at IS NOT NULL, lower(name), name
