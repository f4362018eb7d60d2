-- Causes that some object is in error for, or is sent again after it. Index: binding_message_cause.
SELECT c.id FROM cause c
WHERE c.integration = :integration AND EXISTS (
    SELECT FROM binding_message m JOIN binding b ON b.id = m.binding
    WHERE m.cause = c.id AND b.status IN ('error', 'pending'))
ORDER BY c.id
