-- A session of somebody who may sign in, and the end of what is long over. No row: unknown or disabled, or their password is
-- another one than was checked. Who is being shut out, or is given another role or password, is waited for; and who does that
-- waits for this, and ends it: the person is locked by both before any session is.
WITH swept AS (DELETE FROM session WHERE expires_at < now() - interval '1 day'),
who AS MATERIALIZED (
    SELECT id, name, role FROM "user"
    WHERE id = :user AND disabled_at IS NULL AND coalesce(password_hash = :password_hash::text, :password_hash IS NULL)
    FOR NO KEY UPDATE),
opened AS (
    INSERT INTO session (token_hash, "user", expires_at) SELECT :token_hash, id, now() + :lifetime::interval FROM who
    RETURNING id, expires_at)
SELECT opened.id, opened.expires_at, who.name, who.role FROM opened, who
