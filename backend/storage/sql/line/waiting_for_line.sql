-- Rows that wait for a later try and not for quiet, or because their own record is busy: an intent clears wanted_at. Index:
-- binding_turn.
SELECT id FROM binding
WHERE integration = :integration AND turn = 'push' AND turn_at > (SELECT clock_timestamp())
  AND wanted_at IS NULL AND fail_count = 0
  AND NOT EXISTS (SELECT FROM sync s JOIN sync_item i ON i.sync = s.id AND i.binding = binding.id
                  WHERE s.integration = :integration AND s.undo_until > clock_timestamp())
ORDER BY turn_at, id LIMIT :most
