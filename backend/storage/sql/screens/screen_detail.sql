-- What the drawer shows of one binding beside its row.
SELECT v.body, v.received_at, v.source, r.remote_id, c.class AS cause_class, i.transaction_level, i.level_overrides, b.level, b.want
FROM binding b
JOIN integration i ON i.id = b.integration
JOIN object_version v ON v.object = b.object AND v.version = b.desired_version
LEFT JOIN remote_record r ON r.binding = b.id
LEFT JOIN binding_message m ON m.binding = b.id
LEFT JOIN cause c ON c.id = m.cause
WHERE b.id = :id
