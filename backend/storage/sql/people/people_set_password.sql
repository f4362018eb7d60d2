-- Another password.
UPDATE "user" SET password_hash = :password_hash WHERE id = :id
