-- What the drawer shows of one binding beside its row. Who is in error for the same cause is counted up to a limit.
-- Index: binding_message_cause.
SELECT v.body, v.received_at, v.source, r.remote_id, c.id AS cause, c.class AS cause_class, c.who, c.next_step,
       coalesce(c.note, '') AS note, coalesce(c.owner, '') AS owner,
       i.transaction_level, i.level_overrides, b.level, b.want, b.quarantine_until, b.lease_until,
       coalesce(g.number, '') AS given_number,
       CASE WHEN b.status = 'error' THEN
           (SELECT count(*) FROM (
                SELECT FROM binding_message s JOIN binding a ON a.id = s.binding AND a.status = 'error'
                WHERE s.cause = m.cause LIMIT :most) n)
       ELSE 0 END AS alike, coalesce(c.fingerprint, '') AS fingerprint
FROM binding b
JOIN integration i ON i.id = b.integration
JOIN object_version v ON v.object = b.object AND v.version = b.desired_version
LEFT JOIN remote_record r ON r.binding = b.id
LEFT JOIN given_number g ON g.binding = b.id
LEFT JOIN binding_message m ON m.binding = b.id
LEFT JOIN cause c ON c.id = m.cause
WHERE b.id = :id
