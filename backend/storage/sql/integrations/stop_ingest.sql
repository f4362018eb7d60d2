-- Nobody changes objects until the transaction ends.
SELECT pg_advisory_xact_lock(7346523)
