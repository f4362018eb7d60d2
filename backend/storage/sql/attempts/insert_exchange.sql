-- One HTTP request and its answer, secrets masked.
INSERT INTO exchange (integration, seconds, http_status, request, answer, bytes_sent, bytes_received, request_id)
VALUES (:integration, :seconds, :http_status, :request, :answer, :bytes_sent, :bytes_received, :request_id) RETURNING id
