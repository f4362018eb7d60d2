-- Grid rows by id. Index: the primary keys.
SELECT b.id, b.revision, b.kind, o.key, b.category, b.entity, b.status, b.phase, b.park, b.desired_version, b.synced_version,
       o.amount, o.currency, o.counterparty, b.level, b.next_at, b.fail_count, coalesce(m.text, '') AS message,
       nullif(r.number, '') AS remote_number, nullif(r.url, '') AS remote_url, b.changed_at
FROM binding b
JOIN object o ON o.id = b.object
LEFT JOIN binding_message m ON m.binding = b.id
LEFT JOIN remote_record r ON r.binding = b.id
WHERE b.id = ANY(:ids)
