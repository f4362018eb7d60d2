-- Causes that some object is in error for, or is sent again after it: the first of its objects decides, so that a cause of
-- many costs no more than one of few. Index: binding_message_cause.
SELECT c.id FROM cause c
CROSS JOIN LATERAL (
    SELECT FROM binding_message m JOIN binding b ON b.id = m.binding
    WHERE m.cause = c.id AND b.status IN ('error', 'pending') LIMIT 1) one
WHERE c.integration = :integration
ORDER BY c.id
