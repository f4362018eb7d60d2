-- What the last look left to a person: the records that it saw, and where.
SELECT record ->> 'id' AS remote_id, record ->> 'number' AS number, record ->> 'url' AS url, last.level
FROM (SELECT outcome, records, level FROM attempt
      WHERE binding = :binding AND operation = 'look' ORDER BY id DESC LIMIT 1) last
CROSS JOIN LATERAL jsonb_array_elements(last.records) AS record
WHERE last.outcome IN ('foreign', 'several')
