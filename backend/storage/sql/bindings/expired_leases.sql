-- Bindings whose holder is gone. Index: binding_turn; few are held at once.
SELECT id FROM binding WHERE integration = :integration AND turn = 'held' AND lease_until < clock_timestamp()
ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
