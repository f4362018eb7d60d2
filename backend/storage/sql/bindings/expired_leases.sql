-- Bindings whose holder is gone. Index: binding_leased.
SELECT id, integration FROM binding WHERE lease_until < clock_timestamp() ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED
