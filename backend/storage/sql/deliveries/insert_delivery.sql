-- An answer that came later. The same one again changes nothing.
INSERT INTO delivery (integration, request_id, hash, answer) VALUES (:integration, :request_id, :hash, :answer)
ON CONFLICT DO NOTHING
