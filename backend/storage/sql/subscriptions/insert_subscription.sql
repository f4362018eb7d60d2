INSERT INTO subscription (integration, channel, address, secret, topics, created_by)
VALUES (:integration, :channel, :address, :secret, :topics, :by)
ON CONFLICT DO NOTHING RETURNING id
