-- The attempts of one request that is answered later, as they were sent. Indexes: exchange_request,
-- attempt_later, object_version's primary key.
SELECT a.id, a.binding, a.operation, a.version, a.version_hash, a.level, a.key, a.outcome IS NULL AS open,
       o.kind, coalesce(g.number, o.key) AS object_key, r.remote_id, r.number, r.url, v.body::text AS body
FROM exchange x
JOIN attempt a ON a.exchange = x.id AND a.later
JOIN binding b ON b.id = a.binding
JOIN object o ON o.id = b.object
JOIN object_version v ON v.object = b.object AND v.version = a.version
LEFT JOIN remote_record r ON r.binding = b.id
LEFT JOIN given_number g ON g.binding = b.id
WHERE x.integration = :integration AND x.request_id = :request_id
ORDER BY a.id
