-- With all that was, or is to be, told to it.
DELETE FROM subscription WHERE integration = :integration AND id = :id RETURNING channel, address
