-- Each is due again after its wait, whoever takes it and dies. Of an episode the end is told after its beginning, however often
-- that is tried. Indexes: notification_due, notification's (subscription, episode, event).
WITH due AS (
    SELECT id FROM notification n
    WHERE delivered_at IS NULL AND given_up_at IS NULL AND due <= clock_timestamp() AND NOT EXISTS (
        SELECT FROM notification before
        WHERE before.subscription = n.subscription AND before.episode = n.episode AND before.id < n.id
          AND before.delivered_at IS NULL AND before.given_up_at IS NULL)
    ORDER BY due LIMIT :most FOR UPDATE SKIP LOCKED)
UPDATE notification n SET tries = n.tries + 1, tried_at = clock_timestamp(),
    due = clock_timestamp() + (:waits::interval[])[least(n.tries + 1, cardinality(:waits::interval[]))]
FROM due, subscription s
WHERE n.id = due.id AND s.id = n.subscription
RETURNING n.id, n.message_id::text AS message_id, n.tries, n.content, s.id AS subscription, s.integration, s.channel,
    s.address, s.secret
