-- How many objects of an integration stand where. Index: tally_integration.
SELECT coalesce(sum(n), 0)::bigint AS total,
       coalesce(sum(n) FILTER (WHERE status = 'success'), 0)::bigint AS success,
       coalesce(sum(n) FILTER (WHERE status = 'error'), 0)::bigint AS error,
       coalesce(sum(n) FILTER (WHERE status = 'pending'), 0)::bigint AS pending,
       NULL::bigint[] AS ids
FROM tally WHERE integration = :integration
