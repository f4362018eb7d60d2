-- Causes that objects in error have now. Index: binding_message_cause.
SELECT c.id FROM cause c
WHERE c.integration = :integration AND EXISTS (
    SELECT FROM binding_message m JOIN binding b ON b.id = m.binding WHERE m.cause = c.id AND b.status = 'error')
