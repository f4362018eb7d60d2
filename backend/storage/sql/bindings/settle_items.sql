-- What became of what people asked for.
UPDATE sync_item i SET outcome = b.status, outcome_at = clock_timestamp()
FROM binding b WHERE b.id = i.binding AND i.binding = ANY(:ids) AND i.outcome IS NULL AND b.status <> 'pending'
