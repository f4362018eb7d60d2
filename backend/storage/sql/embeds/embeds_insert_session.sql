-- A frame's session, and the end of what is long over. No row: the token was used before, or its key was revoked.
-- Tokens are kept for longer than any can be valid. Index: embed_session_expires.
WITH swept AS (DELETE FROM embed_session WHERE expires_at < now() - interval '1 hour'),
used AS (UPDATE embed_key SET used_at = now() WHERE id = :key AND revoked_at IS NULL RETURNING id)
INSERT INTO embed_session (key, jti, token_hash, expires_at)
SELECT id, :jti, :token_hash, now() + :lifetime::interval FROM used
ON CONFLICT (key, jti) DO NOTHING
RETURNING id, expires_at
