-- Unless somebody took it again meanwhile. Who could not be told of a beginning is not told of its end.
WITH settled AS (
    UPDATE notification SET outcome = :outcome,
        delivered_at = CASE WHEN :delivered THEN clock_timestamp() END,
        given_up_at = CASE WHEN :given_up AND NOT :delivered THEN clock_timestamp() END
    WHERE id = :id AND tries = :tries AND delivered_at IS NULL
    RETURNING id, subscription, episode, given_up_at)
UPDATE notification n SET outcome = :untold, given_up_at = s.given_up_at
FROM settled s
WHERE s.given_up_at IS NOT NULL AND n.subscription = s.subscription AND n.episode = s.episode AND n.id > s.id
  AND n.delivered_at IS NULL AND n.given_up_at IS NULL
