-- Every object has its binding: what comes from now on binds itself.
UPDATE integration SET backfilled_at = clock_timestamp() WHERE id = :id AND backfilled_at IS NULL
