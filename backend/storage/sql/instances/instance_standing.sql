-- What this database says of itself, and where it lies. No transaction with attempts may be lost in a crash, or the next
-- start takes it for a restoration. Index: attempt's primary key; there are few integrations and lives.
SELECT i.id IS NOT NULL AS used, i.life, i.vouched_at, i.system_identifier, i.timeline, i.database,
       coalesce(i.table_oid <> i.tableoid::bigint, false) AS put_back,
       (pg_control_system()).system_identifier AS system_identifier_now,
       timeline_now() AS timeline_now,
       (SELECT oid::bigint FROM pg_database WHERE datname = current_database()) AS database_now,
       coalesce((SELECT max(id) FROM attempt), 0) AS newest_attempt,
       EXISTS (SELECT FROM integration) AS in_use,
       EXISTS (SELECT FROM instance_log l WHERE l.life = :witness) AS was_ours
FROM (SELECT) one LEFT JOIN instance i ON true
