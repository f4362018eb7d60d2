-- What is long over, with all that was told of it; and old tests. Indexes: episode_over, notification_episode.
WITH gone AS (
    DELETE FROM episode WHERE id IN (
        SELECT id FROM episode WHERE over_at < now() - :age::interval ORDER BY over_at LIMIT :most) RETURNING id),
tests AS (
    DELETE FROM notification WHERE id IN (
        SELECT id FROM notification WHERE episode IS NULL AND made_at < now() - :age::interval LIMIT :most) RETURNING id)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM tests) AS n
