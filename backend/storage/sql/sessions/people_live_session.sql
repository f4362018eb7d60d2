-- The session's person as of now. No row: ended, expired, or the person is disabled.
SELECT u.id, u.name, u.role FROM session s JOIN "user" u ON u.id = s."user"
WHERE s.id = :id AND s.token_hash = :token_hash AND s.ended_at IS NULL AND s.expires_at > now()
  AND u.disabled_at IS NULL
