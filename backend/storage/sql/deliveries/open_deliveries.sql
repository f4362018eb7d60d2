-- Requests with an answer to be settled, as far as it is written down that they were sent. Indexes: delivery_open, exchange_request.
SELECT DISTINCT d.integration, d.request_id FROM delivery d
JOIN exchange x ON x.integration = d.integration AND x.request_id = d.request_id
WHERE d.settled_at IS NULL AND d.at > clock_timestamp() - interval '1 day'
