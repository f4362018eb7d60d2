-- These wait no more.
UPDATE sync_item SET outcome = 'stopped', outcome_at = clock_timestamp()
WHERE sync = :sync AND binding = ANY(:ids) AND outcome IS NULL RETURNING binding
