-- One at a time, also with the same person in two browsers.
SELECT id FROM "user" WHERE id = :user FOR NO KEY UPDATE
