-- Let go, if it is still ours.
UPDATE slot SET lease_until = NULL WHERE integration = :integration AND number = :number AND fence = :fence
