-- Another role.
UPDATE "user" SET role = :role WHERE id = :id
