-- What objects in error have in common, the most frequent first; before it the row of those that share no cause. Of the
-- newest :counted in error, or, if a :cause is given, of the newest in error for that. Index: binding_status,
-- binding_message_cause.
WITH newest AS MATERIALIZED (
    (SELECT b.id, b.object, b.kind, b.park FROM binding b
     WHERE :cause::bigint IS NULL AND b.integration = :integration AND b.status = 'error' ORDER BY b.id DESC LIMIT :counted)
    UNION ALL
    (SELECT b.id, b.object, b.kind, b.park FROM binding_message m JOIN binding b ON b.id = m.binding
     WHERE m.cause = :cause AND b.integration = :integration AND b.status = 'error' ORDER BY m.binding DESC LIMIT :counted)),
parts AS (
    SELECT coalesce(m.cause, 0) AS cause, b.kind, coalesce(o.currency, '') AS currency, count(*) AS count,
           coalesce(sum(o.amount), 0) AS amount, count(*) FILTER (WHERE b.park NOT IN ('foreign', 'duplicate')) AS forced,
           min(b.object) AS oldest, max(b.object) AS newest
    FROM newest b JOIN object o ON o.id = b.object LEFT JOIN binding_message m ON m.binding = b.id
    GROUP BY 1, 2, 3),
kinds AS (
    SELECT cause, array_agg(kind ORDER BY count DESC, kind) AS kinds
    FROM (SELECT cause, kind, sum(count) AS count FROM parts GROUP BY 1, 2) k GROUP BY 1),
sums AS (
    SELECT cause, json_agg(json_build_array(currency, amount::text) ORDER BY amount DESC, currency) AS sums
    FROM (SELECT cause, currency, sum(amount) AS amount FROM parts WHERE currency <> '' GROUP BY 1, 2) s GROUP BY 1),
wholes AS (
    SELECT cause, sum(count)::bigint AS count, sum(forced)::bigint AS forced, min(oldest) AS oldest, max(newest) AS newest
    FROM parts GROUP BY 1 ORDER BY cause <> 0, 2 DESC, 1 LIMIT :most)
SELECT w.cause, w.count, w.forced, k.kinds, coalesce(s.sums::text, '[]') AS sums, (SELECT count(*) FROM newest) AS looked_at,
       (SELECT json_agg(json_build_array(o.kind, o.key) ORDER BY o.id DESC)::text FROM object o
        WHERE o.id = ANY (ARRAY[w.oldest, w.newest])) AS examples
FROM wholes w JOIN kinds k USING (cause) LEFT JOIN sums s USING (cause)
ORDER BY w.cause <> 0, w.count DESC, w.cause
