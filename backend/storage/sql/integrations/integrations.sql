-- One integration, or all of them. Index: the primary key; there are few.
SELECT id, name, connector, config, secrets, transaction_level, level_overrides, connections_allowed, batch_size, automatic,
       quiet_seconds, held_reason, held_by, held_since, release_needs, breaker, pacing, trouble, trouble_since,
       connected_since, last_push_at, restored_at, source_url, own_columns
FROM integration WHERE :id::int IS NULL OR id = :id ORDER BY id
