-- The latest requests about a binding, and their answers. Indexes: attempt_binding, exchange's primary key.
SELECT x.id, x.at, x.seconds, x.http_status, x.request_id, x.request, x.answer, x.bytes_sent, x.bytes_received
FROM exchange x
WHERE x.id IN (SELECT a.exchange FROM attempt a WHERE a.binding = :id AND a.exchange IS NOT NULL ORDER BY a.id DESC LIMIT :most)
ORDER BY x.id DESC
