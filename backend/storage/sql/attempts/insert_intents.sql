-- The intents of one request; insert_looks keeps the look-ups.
INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, send_deadline)
SELECT u.*, clock_timestamp() + :send_within::interval
FROM unnest(:binding::bigint[], :operation::text[], :version::int[], :version_hash::bytea[], :level::text[],
            :epoch::int[], :key::text[], :body_hash::bytea[], :fence::bigint[]) AS u
RETURNING id, binding
