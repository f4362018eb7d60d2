-- Objects in error for one cause. Index: binding_message_cause.
SELECT b.id
FROM cause c
JOIN binding_message m ON m.cause = c.id
JOIN binding b ON b.id = m.binding AND b.status = 'error'
WHERE c.id = :cause AND c.integration = :integration
LIMIT :most
