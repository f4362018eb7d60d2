-- Let go, if it is still ours; at once, or after a rest.
UPDATE slot SET lease_until = CASE WHEN :rest::interval > interval '0' THEN clock_timestamp() + :rest END
WHERE integration = :integration AND number = :number AND fence = :fence
