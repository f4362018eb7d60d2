-- A life of this database begins, where it lies now. Answers with the newest version that it has.
WITH newest AS (SELECT max(received_at) AS at FROM object_version WHERE :why <> ''),
logged AS (
    INSERT INTO instance_log (life, why, newest_received_at) SELECT :life, :why, newest.at FROM newest),
kept AS (
    INSERT INTO instance (life, system_identifier, timeline, database, table_oid)
    VALUES (:life, :system_identifier, :timeline, :database, 'instance'::regclass::oid::bigint)
    ON CONFLICT (id) DO UPDATE SET life = excluded.life, system_identifier = excluded.system_identifier,
        timeline = excluded.timeline, database = excluded.database, table_oid = excluded.table_oid, vouched_at = clock_timestamp())
SELECT at FROM newest
