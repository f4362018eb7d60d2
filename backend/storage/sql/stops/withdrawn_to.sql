-- The lowest binding that was looked at of a sync that is being withdrawn.
SELECT withdrawn_to FROM sync WHERE id = :sync
