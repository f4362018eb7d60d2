-- Whoever sends holds a share of this lock until the intents are committed.
SELECT id FROM integration WHERE id = :id FOR UPDATE
