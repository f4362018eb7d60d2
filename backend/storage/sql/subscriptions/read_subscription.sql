SELECT channel, address FROM subscription WHERE integration = :integration AND id = :id
