-- Who can change what people may do; the first few.
SELECT name FROM "user" WHERE role = 'admin' AND disabled_at IS NULL ORDER BY lower(name), name LIMIT :most
