-- Rows that wait for a later try and not for quiet, or because their own record is busy: an intent clears wanted_at. Index:
-- binding_turn.
SELECT id FROM binding
WHERE integration = :integration AND turn = 'push' AND turn_at > (SELECT clock_timestamp())
  AND wanted_at IS NULL AND fail_count = 0
ORDER BY turn_at, id LIMIT :most
