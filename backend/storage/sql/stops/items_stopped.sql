-- These wait no more. What was asked for is there already of those that only a newer version was wanted of (`there`).
UPDATE sync_item SET outcome = CASE WHEN binding = ANY(:there) THEN 'desynchronized' ELSE 'stopped' END, outcome_at = clock_timestamp()
WHERE sync = :sync AND binding = ANY(:ids) AND outcome IS NULL RETURNING binding
