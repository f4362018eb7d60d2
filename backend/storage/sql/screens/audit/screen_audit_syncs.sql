-- The newest syncs that an object of this key was in: their acts count objects and do not name them.
SELECT DISTINCT i.sync FROM object o JOIN binding b ON b.object = o.id
CROSS JOIN LATERAL (SELECT sync FROM sync_item WHERE binding = b.id ORDER BY sync DESC LIMIT :most) i
WHERE o.key = :key
