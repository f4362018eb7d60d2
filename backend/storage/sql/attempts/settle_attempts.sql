-- A look has decided what became of open attempts.
UPDATE attempt a SET outcome = u.outcome, learned_by = 'look', outcome_at = clock_timestamp(), remote_id = u.remote_id
FROM unnest(:id::bigint[], :outcome::text[], :remote_id::text[]) AS u (id, outcome, remote_id)
WHERE a.id = u.id AND a.outcome IS NULL
