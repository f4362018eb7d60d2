-- The attempts of one request that wait for its answer. Indexes: exchange_request, attempt_acknowledged.
SELECT a.id, a.binding, a.operation, a.version, a.version_hash, a.level, a.key, o.kind, o.key AS object_key,
       r.remote_id, r.number, r.url
FROM exchange x
JOIN attempt a ON a.exchange = x.id AND a.outcome IS NULL AND a.acknowledged_at IS NOT NULL
JOIN binding b ON b.id = a.binding
JOIN object o ON o.id = b.object
LEFT JOIN remote_record r ON r.binding = b.id
WHERE x.integration = :integration AND x.request_id = :request_id
ORDER BY a.id
