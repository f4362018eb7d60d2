-- One sync, and how far it is. Index: sync_item's primary key.
SELECT s.id, s.verb, s.asked_by, s.asked_at, s.filter, s.items, s.left_out, s.left_out_later, s.undo_until, s.stopped_by, s.stopped_at,
       s.unmarked, s.withdrawing, k.key AS first, f.frozen, n.*
FROM sync s
LEFT JOIN LATERAL (SELECT o.key FROM sync_item i JOIN binding b ON b.id = i.binding JOIN object o ON o.id = b.object
                   WHERE i.sync = s.id AND s.filter IS NULL ORDER BY i.binding LIMIT 1) k ON true,
LATERAL (SELECT coalesce(sum(cardinality(bindings)), 0)::bigint AS frozen FROM sync_chunk WHERE sync = s.id) f,
LATERAL (SELECT count(*) FILTER (WHERE i.outcome = 'success') AS success,
                count(*) FILTER (WHERE i.outcome = 'error') AS error,
                count(*) FILTER (WHERE i.outcome IN ('not_integrated', 'desynchronized')) AS changed,
                count(*) FILTER (WHERE i.outcome = 'stopped') AS withdrawn,
                count(*) FILTER (WHERE i.outcome IS NULL AND (b.phase = 'idle' OR b.phase IS NULL)) AS queued,
                count(*) FILTER (WHERE i.outcome IS NULL AND b.phase IN ('claimed', 'sent')) AS sending,
                count(*) FILTER (WHERE i.outcome IS NULL AND b.phase = 'confirming') AS confirming,
                count(*) FILTER (WHERE i.outcome IS NULL AND b.phase = 'blocked') AS blocked,
                count(*) FILTER (WHERE i.outcome IN ('success', 'error') AND i.outcome_at > now() - interval '1 minute')
                    AS last_minute
         FROM sync_item i LEFT JOIN binding b ON b.id = i.binding AND i.outcome IS NULL WHERE i.sync = s.id) n
WHERE s.id = :sync AND s.integration = :integration
