-- Those who can still administer; locked, so that two of them cannot remove each other at the same moment.
SELECT id FROM "user" WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE
