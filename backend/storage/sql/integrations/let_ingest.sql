-- Objects may change, together with others, until the transaction ends; not while a backfill reads them.
SELECT pg_advisory_xact_lock_shared(7346523)
