-- What is long over, with all that was told of it; and old tests.
WITH gone AS (DELETE FROM episode WHERE over_at < now() - :age::interval)
DELETE FROM notification WHERE episode IS NULL AND made_at < now() - :age::interval
