-- Bindings whose holder is gone. Index: binding_leased.
SELECT id FROM binding WHERE integration = :integration AND lease_until < clock_timestamp()
ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
