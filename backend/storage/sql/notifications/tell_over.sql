-- One row for each who was told of the beginning, or will be.
INSERT INTO notification (subscription, episode, event, content)
SELECT n.subscription, u.episode, u.event, u.content
FROM unnest(:episode::bigint[], :event::text[], :content::text[]) AS u (episode, event, content)
JOIN notification n ON n.episode = u.episode AND n.given_up_at IS NULL
ON CONFLICT DO NOTHING
