-- Back again.
UPDATE "user" SET disabled_at = NULL WHERE id = :id
