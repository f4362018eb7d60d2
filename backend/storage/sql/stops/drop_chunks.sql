-- What a sync froze and nobody marked yet; what is being marked at this moment is waited for, and is not among it. Call it
-- before stop_sync: who marks locks a chunk first, and the sync after it.
WITH gone AS (
    DELETE FROM sync_chunk c USING sync s
    WHERE c.sync = s.id AND s.id = :sync AND s.integration = :integration RETURNING cardinality(c.bindings) AS n)
SELECT coalesce(sum(n), 0)::int AS unmarked FROM gone
