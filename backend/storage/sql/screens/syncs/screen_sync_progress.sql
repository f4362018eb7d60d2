-- How many objects of a sync ended how, and which of those that cannot move are its own. Index: sync_item's primary key.
SELECT n.total + f.frozen AS total, n.success, n.error, n.pending + f.frozen AS pending, n.ids
FROM (SELECT count(*) AS total,
             count(*) FILTER (WHERE i.outcome = 'success') AS success,
             count(*) FILTER (WHERE i.outcome = 'error') AS error,
             count(*) FILTER (WHERE i.outcome IS NULL) AS pending,
             coalesce(array_agg(i.binding) FILTER (WHERE i.outcome IS NULL AND i.binding = ANY(:stuck)), '{}') AS ids
      FROM sync_item i JOIN sync s ON s.id = i.sync AND s.integration = :integration WHERE i.sync = :sync) n,
     (SELECT coalesce(sum(cardinality(c.bindings)), 0)::bigint AS frozen
      FROM sync_chunk c JOIN sync s ON s.id = c.sync AND s.integration = :integration WHERE c.sync = :sync) f
