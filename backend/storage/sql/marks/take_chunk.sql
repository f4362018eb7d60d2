-- The next chunk of the oldest sync that nobody else is marking; it is gone when this transaction commits.
DELETE FROM sync_chunk c USING sync s
WHERE s.id = c.sync AND (c.sync, c.number) = (
    SELECT sync, number FROM sync_chunk ORDER BY sync, number LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING c.sync, c.bindings, s.integration, s.verb, coalesce(s.undo_until, s.asked_at) AS due_at
