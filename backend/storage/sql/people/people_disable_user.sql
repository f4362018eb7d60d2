-- Nobody is deleted: their acts name them.
UPDATE "user" SET disabled_at = now() WHERE id = :id AND disabled_at IS NULL
