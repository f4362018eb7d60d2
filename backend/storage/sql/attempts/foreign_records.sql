-- What the last look saw, and where.
SELECT remote_id, level FROM (
    SELECT outcome, remote_id, level FROM attempt WHERE binding = :binding AND operation = 'look' ORDER BY id DESC LIMIT 1) last
WHERE outcome = 'foreign' AND remote_id IS NOT NULL
