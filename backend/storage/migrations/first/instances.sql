-- The life of this database: it begins with the first start, and anew when a restoration or a copy is noticed.
CREATE TABLE instance (
    id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    life text,                                    -- NULL: put back, and nobody has dealt with it yet
    system_identifier bigint NOT NULL,
    timeline int NOT NULL,
    database bigint NOT NULL,
    table_oid bigint NOT NULL,                    -- of this table: a dump that is put back makes another one
    vouched_at timestamptz NOT NULL DEFAULT clock_timestamp()  -- when a process whose home knows this life was last seen
);

CREATE FUNCTION timeline_now() RETURNS int LANGUAGE sql VOLATILE AS $$
    SELECT ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int
$$;

-- Whether it was put back, or another server went on with it, and nobody has dealt with it yet. The answer holds until the
-- transaction that asks ends, also if it waits for locks afterwards: it has read the table, so nobody makes that anew meanwhile;
-- a session that writes never comes to another timeline; and only a restoration takes the life away, with all tables.
CREATE FUNCTION is_in_doubt() RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM instance WHERE life IS NULL OR table_oid <> tableoid::bigint OR timeline <> timeline_now())
$$;

CREATE TABLE instance_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    life text NOT NULL UNIQUE,
    began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    why text NOT NULL DEFAULT '',                 -- '': its first
    newest_received_at timestamptz                -- what was received later than this is not in it
);
CREATE TRIGGER instance_log_stays BEFORE UPDATE OR DELETE ON instance_log FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Whether what was intended as its drain read the integration may be sent now, over the connection of this number.
CREATE FUNCTION may_push(i integration, number int, config jsonb, restored_at timestamptz, probe boolean) RETURNS boolean
    LANGUAGE sql VOLATILE
RETURN number <= i.connections_allowed AND i.config = config
    AND i.held_reason IS NULL AND i.restored_at IS NOT DISTINCT FROM restored_at AND NOT is_in_doubt()
    AND i.breaker ? 'probe_at' <= probe
    AND number <= slots_now(i.breaker, i.connections_allowed, clock_timestamp())
    AND in_pace(i.pacing, 1, clock_timestamp());
