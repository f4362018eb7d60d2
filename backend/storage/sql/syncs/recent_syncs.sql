-- The last syncs of an integration (`after`: before that one), and how far each is. Indexes: sync_newest, sync_item's and
-- sync_chunk's primary keys.
SELECT s.id, s.verb, s.asked_by, s.asked_at, s.filter, s.items, k.key AS first, s.stopped_at, n.done, n.error, n.marked + f.frozen AS moving,
       n.blocked
FROM (SELECT * FROM sync WHERE integration = :integration AND id < coalesce(:after::bigint, 9223372036854775807)
      ORDER BY id DESC LIMIT :most) s
LEFT JOIN LATERAL (SELECT o.key FROM sync_item i JOIN binding b ON b.id = i.binding JOIN object o ON o.id = b.object
                   WHERE i.sync = s.id AND s.filter IS NULL ORDER BY i.binding LIMIT 1) k ON true,
LATERAL (SELECT coalesce(sum(cardinality(bindings)), 0)::bigint AS frozen FROM sync_chunk WHERE sync = s.id) f,
LATERAL (SELECT count(*) FILTER (WHERE outcome <> 'stopped') AS done,
                count(*) FILTER (WHERE outcome = 'error') AS error,
                count(*) FILTER (WHERE outcome IS NULL) AS marked,
                count(*) FILTER (WHERE outcome IS NULL AND b.phase = 'blocked') AS blocked
         FROM sync_item i LEFT JOIN binding b ON b.id = i.binding AND i.outcome IS NULL WHERE i.sync = s.id) n
ORDER BY s.id DESC
