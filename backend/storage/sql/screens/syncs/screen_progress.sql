-- How many objects of an integration stand where; what is frozen will be pending. Index: tally_integration.
SELECT coalesce(sum(n), 0)::bigint AS total,
       coalesce(sum(n) FILTER (WHERE status = 'success'), 0)::bigint AS success,
       coalesce(sum(n) FILTER (WHERE status = 'error'), 0)::bigint AS error,
       coalesce(sum(n) FILTER (WHERE status = 'pending'), 0)::bigint + (
           SELECT coalesce(sum(cardinality(c.bindings)), 0)::bigint
           FROM sync_chunk c JOIN sync s ON s.id = c.sync WHERE s.integration = :integration) AS pending,
       NULL::bigint[] AS ids
FROM tally WHERE integration = :integration
