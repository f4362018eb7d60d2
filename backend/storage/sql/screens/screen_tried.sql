-- How often objects were tried, up to :most, and who asked for each last. Indexes: attempt_binding, sync_item_binding.
SELECT b.id, (SELECT count(*) FROM (SELECT FROM attempt a WHERE a.binding = b.id LIMIT :most) n) AS attempts,
       coalesce((SELECT s.asked_by FROM sync_item i JOIN sync s ON s.id = i.sync
                 WHERE i.binding = b.id ORDER BY i.sync DESC LIMIT 1), '') AS by
FROM unnest(:ids::bigint[]) AS b (id)
