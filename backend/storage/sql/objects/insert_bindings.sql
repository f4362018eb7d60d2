-- New objects at one integration: T1 for automatic kinds, T2 for the others. Whose key is a number there that a person gave
-- another object is foreign there: it waits for a person, too.
WITH fresh AS (
    SELECT o.*, u.carried, u.automatic AND g.binding IS NULL AS wanted, read.now, 'The number ' || o.key || ' was given to '
               || named.kind || ' ' || named.key || ' there. Give this object another number' AS taken,
           u.quiet - CASE WHEN o.category = 'master_data' THEN :before_documents::interval ELSE interval '0' END AS waits
    FROM (SELECT clock_timestamp() AS now) read,
         unnest(:objects::bigint[], :automatic::bool[], :quiet::interval[], :carried::bool[])
             AS u (object, automatic, quiet, carried)
    JOIN object o ON o.id = u.object
    LEFT JOIN given_number g ON g.integration = :integration AND g.kind = o.kind AND g.number = o.key AND u.carried
    LEFT JOIN binding owner ON owner.id = g.binding LEFT JOIN object named ON named.id = owner.object),
made AS (
    INSERT INTO binding (integration, object, category, kind, entity, desired_version, desired_hash, carried, want,
                         wanted_at, next_at, phase, park)
    SELECT :integration, id, category, kind, entity, current_version, current_hash, carried, wanted,
           CASE WHEN wanted THEN now END, CASE WHEN wanted THEN now + waits END,
           CASE WHEN taken IS NULL THEN 'idle' ELSE 'parked' END, CASE WHEN taken IS NOT NULL THEN 'foreign' END
    FROM fresh ON CONFLICT (object, integration) DO NOTHING RETURNING id, object)
SELECT made.id, made.object, coalesce(fresh.taken, '') AS taken FROM made JOIN fresh ON fresh.id = made.object
