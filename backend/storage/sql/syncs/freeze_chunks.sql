-- Freeze whom the verb sends, master data first, in chunks of ids that rise; and count all that were chosen by what decides
-- whether they are sent. What is taken over from a sync that was stopped counts as never sent, as a plan has it; once that is
-- withdrawn it is in flight, so that few are asked for. Indexes: sync_item_binding, sync_withdrawing.
WITH candidate AS MATERIALIZED (
    SELECT b.id, b.category, b.park, b.carried,
           CASE WHEN b.status = 'pending' AND (b.want OR b.forced OR b.phase <> 'confirming' OR b.open_attempt IS NOT NULL)
                     AND (b.open_attempt IS NOT NULL OR b.lease_until IS NOT NULL
                          OR (SELECT EXISTS (SELECT FROM sync w WHERE w.withdrawing)))
                     AND (SELECT true FROM sync_item i JOIN sync s ON s.id = i.sync
                          WHERE i.binding = b.id AND i.outcome IS NULL AND s.stopped_at IS NOT NULL LIMIT 1)
                THEN 'not_integrated' ELSE b.status END AS status
    FROM binding b WHERE b.integration = :integration AND b.id = ANY(:ids)),
chunk AS (
    INSERT INTO sync_chunk (sync, number, bindings)
    SELECT :sync::bigint, (s.place / :at_once::int)::int, array_agg(s.id ORDER BY s.id)
    FROM (SELECT id, row_number() OVER (ORDER BY category = 'finance', id) - 1 AS place FROM candidate
          WHERE carried AND status = ANY(:statuses::text[]) AND coalesce(park <> ALL(:resolve_first::text[]), true)) s
    GROUP BY 2)
SELECT g.status, g.park, g.carried, g.count, o.kind, o.key
FROM (SELECT status, park, carried, count(*) AS count, min(id) AS example FROM candidate GROUP BY 1, 2, 3) g
JOIN binding b ON b.id = g.example JOIN object o ON o.id = b.object
ORDER BY g.example
