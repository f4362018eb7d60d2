-- One process at a time forgets; until the end of the transaction.
SELECT pg_try_advisory_xact_lock(7346529) AS alone
