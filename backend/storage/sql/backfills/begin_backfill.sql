-- There are objects that have no binding yet: any process gives them one.
UPDATE integration SET backfilled_at = NULL WHERE id = :id AND backfilled_at IS NOT NULL
