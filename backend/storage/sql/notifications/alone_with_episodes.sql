-- One process at a time notes what begins and ends at an integration; until the end of the transaction.
SELECT pg_try_advisory_xact_lock(7346527, :integration) AS alone
