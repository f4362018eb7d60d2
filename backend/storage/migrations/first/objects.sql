-- Integrations, objects and their versions.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TABLE integration (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    connector text NOT NULL,
    config jsonb NOT NULL DEFAULT '{}',
    secrets jsonb NOT NULL DEFAULT '{}',          -- name -> sealed text
    transaction_level text NOT NULL DEFAULT 'top' CHECK (transaction_level IN ('top', 'entity')),
    level_overrides jsonb NOT NULL DEFAULT '{}',  -- entity -> top | entity
    connections_allowed int NOT NULL DEFAULT 2 CHECK (connections_allowed BETWEEN 1 AND 32),
    batch_size int NOT NULL DEFAULT 100 CHECK (batch_size BETWEEN 1 AND 1000),
    automatic jsonb NOT NULL DEFAULT '{}',        -- kind -> true | false
    quiet_seconds jsonb NOT NULL DEFAULT '{}',    -- kind -> seconds
    source_url text NOT NULL DEFAULT '',          -- of an object in the ERP: https://erp.example/{kind}/{key}
    own_columns jsonb NOT NULL DEFAULT '[]',      -- what the list shows of the content besides: [{label, path, …}]
    held_reason text,                             -- NULL: it is not held
    held_by text NOT NULL DEFAULT '',
    held_since timestamptz,
    release_needs text NOT NULL DEFAULT 'operator' CHECK (release_needs IN ('operator', 'admin')),  -- a role
    restored_at timestamptz,                      -- the database is a backup or a copy: look before anything is created
    restoring_below bigint,                       -- bindings with lower ids are not marked yet; NULL: all are
    breaker jsonb NOT NULL DEFAULT '{}',          -- {}: closed, and nothing is wrong
    pacing jsonb NOT NULL DEFAULT '{}',           -- {}: as quick as can be
    trouble text NOT NULL DEFAULT '',             -- what the line says since trouble_since; '' when it works
    trouble_since timestamptz,
    connected_since timestamptz,
    last_push_at timestamptz,
    backfilled_at timestamptz,                    -- NULL: objects that were there before it may lack their bindings
    settings_changed_at timestamptz,              -- NULL: they never were
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT what_is_not_marked_is_held CHECK (restoring_below IS NULL OR held_reason IS NOT NULL)
);

-- How many of the connections that are allowed may be used now; an open breaker's one is for a probe.
CREATE FUNCTION slots_now(breaker jsonb, allowed int, at timestamptz) RETURNS int LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN breaker ? 'probe_at' THEN CASE WHEN (breaker ->> 'probe_at')::timestamptz <= at THEN 1 ELSE 0 END
            ELSE least(coalesce((breaker ->> 'slots')::int, allowed), allowed) END;

-- Whether the third party lets the connection of this number call again; they take turns.
CREATE FUNCTION in_pace(pacing jsonb, number int, at timestamptz) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce((pacing ->> 'not_before')::timestamptz
    + (number - 1) * make_interval(secs => coalesce((pacing ->> 'interval')::float8, 0)) <= at, true);

CREATE TABLE object (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    key text NOT NULL CHECK (key <> ''),
    category text NOT NULL CHECK (category IN ('master_data', 'finance')),
    entity text NOT NULL DEFAULT '',
    current_version int NOT NULL CHECK (current_version > 0),
    current_hash bytea NOT NULL,
    amount numeric(18, 4),
    currency text,
    counterparty text NOT NULL DEFAULT '',
    UNIQUE (kind, key)
);
CREATE INDEX object_key ON object (key text_pattern_ops, id);
CREATE INDEX object_key_trigram ON object USING gin (key gin_trgm_ops);

CREATE FUNCTION refuse_lower_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'object % % cannot go back from version % to %', OLD.kind, OLD.key, OLD.current_version, NEW.current_version
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER object_version_rises BEFORE UPDATE OF current_version ON object
    FOR EACH ROW WHEN (NEW.current_version < OLD.current_version) EXECUTE FUNCTION refuse_lower_version();

CREATE TABLE object_version (
    object bigint NOT NULL REFERENCES object,
    version int NOT NULL CHECK (version > 0),
    entity text NOT NULL,
    body jsonb NOT NULL,
    hash bytea NOT NULL,
    changed_at timestamptz,
    received_at timestamptz NOT NULL DEFAULT now(),
    source text NOT NULL DEFAULT '',
    PRIMARY KEY (object, version)
);
CREATE TRIGGER object_version_stays BEFORE UPDATE OR DELETE ON object_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- When the ERP last handed something over, changed or not: its silence is seen.
CREATE TABLE handed_over (
    id int PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    at timestamptz,                               -- NULL: never
    told_at timestamptz                           -- when who looks was last told of it
);
INSERT INTO handed_over DEFAULT VALUES;

-- Who looks is told of it even where nothing changed, now and then.
CREATE FUNCTION tell_of_hand_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('syncline', id || ':' || pg_current_xact_id()) FROM integration;
    RETURN NULL;
END $$;
CREATE TRIGGER handed_over_told AFTER UPDATE ON handed_over
    FOR EACH ROW WHEN (NEW.told_at IS DISTINCT FROM OLD.told_at) EXECUTE FUNCTION tell_of_hand_over();

CREATE TABLE value_map (
    integration int NOT NULL REFERENCES integration,
    name text NOT NULL,
    code text NOT NULL,
    value text NOT NULL,
    PRIMARY KEY (integration, name, code)
);
