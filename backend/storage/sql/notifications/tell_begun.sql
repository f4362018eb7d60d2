-- One row for each who wants to know.
INSERT INTO notification (subscription, episode, event, content)
SELECT s.id, u.episode, u.event, u.content
FROM unnest(:episode::bigint[], :event::text[], :content::text[]) AS u (episode, event, content)
JOIN subscription s ON s.integration = :integration AND split_part(u.event, '.', 1) = ANY (s.topics)
ON CONFLICT DO NOTHING
