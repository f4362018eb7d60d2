-- Once. No row: unknown, used or too old.
UPDATE sign_in_link SET used_at = now() WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > now()
RETURNING "user"
