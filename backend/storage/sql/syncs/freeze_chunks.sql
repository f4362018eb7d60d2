-- Freeze whom the verb sends, master data first, in chunks of ids that rise; and count all that were chosen by what decides
-- whether they are sent.
WITH candidate AS MATERIALIZED (
    SELECT b.id, b.category, b.status, b.park, b.carried,
           b.carried AND b.status = ANY(:statuses::text[]) AND coalesce(b.park <> ALL(:resolve_first::text[]), true) AS sent
    FROM binding b WHERE b.integration = :integration AND b.id = ANY(:ids)),
chunk AS (
    INSERT INTO sync_chunk (sync, number, bindings)
    SELECT :sync::bigint, (s.place / :at_once::int)::int, array_agg(s.id ORDER BY s.id)
    FROM (SELECT id, row_number() OVER (ORDER BY category = 'finance', id) - 1 AS place FROM candidate WHERE sent) s
    GROUP BY 2)
SELECT g.status, g.park, g.carried, g.count, o.kind, o.key
FROM (SELECT status, park, carried, count(*) AS count, min(id) AS example FROM candidate GROUP BY 1, 2, 3) g
JOIN binding b ON b.id = g.example JOIN object o ON o.id = b.object
ORDER BY g.example
