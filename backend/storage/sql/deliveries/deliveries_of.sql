-- The answers to one request that are to be settled, as they came; none before it is written down that it was sent.
SELECT d.id, d.answer FROM delivery d
JOIN exchange x ON x.integration = d.integration AND x.request_id = d.request_id
WHERE d.integration = :integration AND d.request_id = :request_id AND d.settled_at IS NULL
ORDER BY d.id
