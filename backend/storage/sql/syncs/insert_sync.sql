-- A sync and its items.
WITH made AS (
    INSERT INTO sync (integration, verb, asked_by, items, left_out)
    VALUES (:integration, :verb, :asked_by, cardinality(:bindings::bigint[]), :left_out::jsonb) RETURNING id),
item AS (
    INSERT INTO sync_item (sync, binding, version)
    SELECT made.id, u.* FROM made, unnest(:bindings::bigint[], :versions::int[]) AS u)
SELECT id AS sync FROM made
