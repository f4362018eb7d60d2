-- Syncs that ended long ago, by and by: first what was marked for them, then themselves. None that still moves.
-- Indexes: sync_newest, sync_item's and sync_chunk's primary keys.
WITH old AS (
    SELECT s.id FROM (SELECT id, asked_at, withdrawing FROM sync WHERE integration = :integration ORDER BY id LIMIT 100) s
    WHERE s.asked_at < now() - :age::interval AND NOT s.withdrawing
      AND NOT EXISTS (SELECT FROM sync_chunk c WHERE c.sync = s.id)
      AND NOT EXISTS (SELECT FROM sync_item i WHERE i.sync = s.id AND i.outcome IS NULL)
    ORDER BY s.id LIMIT 20),
items AS (
    SELECT i.sync, i.binding FROM old JOIN sync_item i ON i.sync = old.id ORDER BY i.sync, i.binding LIMIT :most),
gone AS (
    DELETE FROM sync_item i USING items WHERE i.sync = items.sync AND i.binding = items.binding),
emptied AS (
    DELETE FROM sync s USING old WHERE s.id = old.id AND NOT EXISTS (SELECT FROM sync_item i WHERE i.sync = s.id)
    RETURNING s.id)
SELECT (SELECT count(*) FROM items) + (SELECT count(*) FROM emptied) AS n
