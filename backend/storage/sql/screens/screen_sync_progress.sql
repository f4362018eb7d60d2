-- How many objects of a sync ended how. Index: sync_item's primary key.
SELECT count(*) AS total,
       count(*) FILTER (WHERE i.outcome = 'success') AS success,
       count(*) FILTER (WHERE i.outcome = 'error') AS error,
       count(*) FILTER (WHERE i.outcome IS NULL) AS pending,
       coalesce(array_agg(i.binding) FILTER (WHERE i.outcome IS NULL), '{}') AS ids
FROM sync_item i JOIN sync s ON s.id = i.sync AND s.integration = :integration WHERE i.sync = :sync
