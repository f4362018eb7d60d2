-- What the newest versions need.
WITH gone AS (
    DELETE FROM edge e WHERE e.child = ANY(:ids)
      AND NOT EXISTS (SELECT 1 FROM unnest(:child::bigint[], :kind::text[], :key::text[]) AS u (child, kind, key)
                      WHERE (u.child, u.kind, u.key) = (e.child, e.kind, e.key)))
INSERT INTO edge (integration, child, kind, key, awaited)
SELECT :integration, u.* FROM unnest(:child::bigint[], :kind::text[], :key::text[], :awaited::bool[]) AS u
ON CONFLICT DO NOTHING
