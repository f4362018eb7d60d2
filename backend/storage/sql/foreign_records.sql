-- What the last look saw.
SELECT remote_id FROM (
    SELECT outcome, remote_id FROM attempt WHERE binding = :binding AND operation = 'look' ORDER BY id DESC LIMIT 1) last
WHERE outcome = 'foreign' AND remote_id IS NOT NULL
