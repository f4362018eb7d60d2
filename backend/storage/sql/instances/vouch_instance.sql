-- A process whose home knows this life is here.
UPDATE instance SET vouched_at = clock_timestamp() WHERE life = :life
