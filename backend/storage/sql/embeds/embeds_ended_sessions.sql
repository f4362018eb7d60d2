-- Sessions that still look valid, of keys that are revoked. Index: embed_session_expires.
SELECT s.id FROM embed_session s JOIN embed_key k ON k.id = s.key
WHERE s.expires_at > now() AND k.revoked_at IS NOT NULL
