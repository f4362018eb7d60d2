SELECT id, channel, address, topics, created_by, created_at FROM subscription WHERE integration = :integration ORDER BY id
