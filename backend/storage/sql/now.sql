-- The database's clock: the only one that the protocol reads.
SELECT clock_timestamp() AS now
