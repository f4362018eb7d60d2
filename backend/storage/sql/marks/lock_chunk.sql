-- Lock bindings in the order of their ids (no two writers can wait for each other).
SELECT count(*) FROM (SELECT FROM binding WHERE id = ANY(:ids) ORDER BY id FOR UPDATE) locked
