-- The newest of each. Index: notification_newest.
SELECT n.* FROM subscription s CROSS JOIN LATERAL (
    SELECT id, subscription, event, content::jsonb -> 'data' ->> 'sentence' AS sentence, made_at, due, tries, tried_at,
           outcome, delivered_at, given_up_at
    FROM notification WHERE subscription = s.id ORDER BY id DESC LIMIT :most) n
WHERE s.integration = :integration ORDER BY n.subscription, n.id DESC
