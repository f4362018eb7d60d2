-- One at a time links a company, until the transaction ends: of two that link the same one the second sees the first.
SELECT pg_advisory_xact_lock(7346531)
