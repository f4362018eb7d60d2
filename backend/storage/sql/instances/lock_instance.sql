-- One process at a time says what this database is, until the transaction ends.
SELECT pg_advisory_xact_lock(7346524)
