-- What objects in error have in common, the most frequent first; before it the row of those that share no cause.
-- Index: binding_status.
SELECT n.count, n.kinds, c.fingerprint, c.class, c.sentence, c.first_seen, c.last_seen
FROM (SELECT k.cause, sum(k.count)::bigint AS count, array_agg(k.kind ORDER BY k.count DESC, k.kind) AS kinds
      FROM (SELECT m.cause, b.kind, count(*) AS count
            FROM binding b LEFT JOIN binding_message m ON m.binding = b.id
            WHERE b.integration = :integration AND b.status = 'error'
            GROUP BY m.cause, b.kind) k
      GROUP BY k.cause) n
LEFT JOIN cause c ON c.id = n.cause
ORDER BY n.cause IS NOT NULL, n.count DESC, n.cause
LIMIT :most
