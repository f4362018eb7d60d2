-- No row: expired, or its key is revoked.
SELECT s.id FROM embed_session s JOIN embed_key k ON k.id = s.key
WHERE s.id = :id AND s.token_hash = :token_hash AND s.expires_at > now() AND k.revoked_at IS NULL
