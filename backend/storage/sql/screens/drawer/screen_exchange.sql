-- One request and its answer, if it was about this binding; they may be no longer kept.
-- Indexes: attempt_binding, exchange's primary key.
SELECT a.exchange AS id, coalesce(x.at, a.intended_at) AS at, coalesce(x.seconds, 0) AS seconds, x.http_status,
       coalesce(x.request, '') AS request, coalesce(x.answer, '') AS answer, coalesce(x.bytes_sent, 0) AS bytes_sent,
       coalesce(x.bytes_received, 0) AS bytes_received, x.id IS NULL AS forgotten, a.key, a.blamed
FROM attempt a LEFT JOIN exchange x ON x.id = a.exchange
WHERE a.binding = :id AND a.exchange = :exchange LIMIT 1
