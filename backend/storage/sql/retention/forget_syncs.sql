-- Syncs that ended long ago, by and by: first what was marked for the oldest, then itself. None that still moves: that is
-- asked of each alone, so that it ends at the first object, and never of all objects of all syncs.
-- Indexes: sync_asked, sync_item's and sync_chunk's primary keys.
WITH old AS (
    SELECT s.id FROM sync s
    WHERE s.integration = :integration AND s.asked_at < now() - :age::interval AND NOT s.withdrawing
      AND (SELECT c.sync FROM sync_chunk c WHERE c.sync = s.id LIMIT 1) IS NULL
      AND (SELECT i.sync FROM sync_item i WHERE i.sync = s.id AND i.outcome IS NULL LIMIT 1) IS NULL
    ORDER BY s.asked_at LIMIT 1),
items AS (
    SELECT i.sync, i.binding FROM old JOIN sync_item i ON i.sync = old.id ORDER BY i.sync, i.binding LIMIT :most),
gone AS (
    DELETE FROM sync_item i USING items WHERE i.sync = items.sync AND i.binding = items.binding),
emptied AS (
    DELETE FROM sync s USING old WHERE s.id = old.id AND NOT EXISTS (SELECT FROM sync_item i WHERE i.sync = s.id)
    RETURNING s.id)
SELECT (SELECT count(*) FROM items) + (SELECT count(*) FROM emptied) AS n
