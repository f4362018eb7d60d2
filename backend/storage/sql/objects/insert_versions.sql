-- Immutable contents. Bodies are sent only for what is new.
INSERT INTO object_version (object, version, entity, body, hash, changed_at, source)
SELECT u.object, u.version, u.entity, u.body::jsonb, u.hash, u.changed_at, :source
FROM unnest(:object::bigint[], :version::int[], :entity::text[], :body::text[], :hash::bytea[], :changed_at::timestamptz[])
    AS u (object, version, entity, body, hash, changed_at)
