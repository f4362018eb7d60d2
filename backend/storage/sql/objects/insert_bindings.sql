-- New objects at one integration: T1 for automatic kinds, T2 for the others.
INSERT INTO binding (integration, object, category, kind, entity, desired_version, desired_hash, carried, want, wanted_at,
                     next_at)
SELECT :integration, o.id, o.category, o.kind, o.entity, o.current_version, o.current_hash, u.carried, u.automatic,
       CASE WHEN u.automatic THEN read.now END,
       CASE WHEN u.automatic THEN
           read.now + u.quiet - CASE WHEN o.category = 'master_data' THEN :before_documents::interval ELSE interval '0' END
       END
FROM (SELECT clock_timestamp() AS now) read, unnest(:objects::bigint[], :automatic::bool[], :quiet::interval[], :carried::bool[])
    AS u (object, automatic, quiet, carried)
JOIN object o ON o.id = u.object
ON CONFLICT (object, integration) DO NOTHING RETURNING id, object
