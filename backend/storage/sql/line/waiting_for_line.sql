-- Rows that wait for a later try and not for quiet, or because their own record is busy: an intent clears wanted_at. Index:
-- binding_due.
SELECT id FROM binding
WHERE integration = :integration AND want AND phase = 'idle' AND next_at > clock_timestamp()
  AND wanted_at IS NULL AND fail_count = 0
ORDER BY next_at, id LIMIT :most
