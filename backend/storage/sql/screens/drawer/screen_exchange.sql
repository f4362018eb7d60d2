-- One request and its answer, if it was about this binding. Indexes: exchange's primary key, attempt_binding.
SELECT x.id, x.at, x.seconds, x.http_status, x.request, x.answer, x.bytes_sent, x.bytes_received
FROM exchange x
WHERE x.id = :exchange AND EXISTS (SELECT FROM attempt a WHERE a.binding = :id AND a.exchange = x.id)
