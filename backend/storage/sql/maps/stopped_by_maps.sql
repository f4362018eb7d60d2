-- Causes that are about value maps, with how many objects in error have each, up to a limit. Who asks tells them apart.
-- Index: cause's by integration and fingerprint, binding_message_cause.
SELECT c.id, c.fingerprint, c.sentence, c.next_step, c.last_seen, n.count
FROM cause c
CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM (
        SELECT FROM binding_message m JOIN binding b ON b.id = m.binding AND b.status = 'error'
        WHERE m.cause = c.id LIMIT :most) s) n
WHERE c.integration = :integration AND (starts_with(c.fingerprint, 'value map ') OR c.next_step LIKE '%in the value map "%')
    AND n.count > 0
ORDER BY n.count DESC, c.id
LIMIT :causes
