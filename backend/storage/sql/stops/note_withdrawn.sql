-- How far a withdrawal is. Several may be at it: the one that is further counts.
UPDATE sync SET withdrawn_to = least(withdrawn_to, :binding::bigint) WHERE id = :sync
