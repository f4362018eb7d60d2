-- The intents of one request, in its order: answers that come later are read by it. insert_looks keeps the look-ups.
INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence)
SELECT u.binding, u.operation, u.version, u.version_hash, u.level, u.epoch, u.key, u.body_hash, u.fence
FROM unnest(:binding::bigint[], :operation::text[], :version::int[], :version_hash::bytea[], :level::text[],
            :epoch::int[], :key::text[], :body_hash::bytea[], :fence::bigint[])
    WITH ORDINALITY AS u (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, place)
ORDER BY u.place
RETURNING id, binding
