-- Bindings: one row of the grid each; narrow, since bulk changes touch it.
CREATE TABLE binding (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    object bigint NOT NULL REFERENCES object,
    category text NOT NULL,
    kind text NOT NULL,
    entity text NOT NULL DEFAULT '',
    carried boolean NOT NULL DEFAULT true,        -- false: the connector does not know this kind; it is only listed
    want boolean NOT NULL DEFAULT false,
    forced boolean NOT NULL DEFAULT false,        -- confirming: send what the look does not find; queued: it was looked for
    phase text NOT NULL DEFAULT 'idle'
        CHECK (phase IN ('idle', 'claimed', 'sent', 'confirming', 'blocked', 'parked')),
    park text CHECK (park IN ('ordinary', 'exhausted', 'blocked', 'foreign', 'duplicate', 'crashed')),
    next_at timestamptz,                          -- the next step; of what is in step: when it is read back
    wanted_at timestamptz,                        -- since when a push is wanted: bounds the quiet time
    quarantine_until timestamptz,                 -- before this a look may only find; known from the intent on
    fence bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    open_attempt bigint,
    create_epoch int NOT NULL DEFAULT 1,          -- part of the keys of creates and updates; rises with a plain refusal
    epoch_unknown boolean NOT NULL DEFAULT false, -- an outcome was unknown under a key that may come again
    level text,                                   -- of the first intent that may have made something, or where a look found it
    desired_version int NOT NULL CHECK (desired_version > 0),
    desired_hash bytea NOT NULL,
    synced_version int,
    synced_hash bytea,
    linked boolean NOT NULL DEFAULT false,        -- its record at the third party is known
    fail_count smallint NOT NULL DEFAULT 0,
    crash_count smallint NOT NULL DEFAULT 0,
    revision int NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    status text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN want OR phase IN ('claimed', 'sent', 'confirming', 'blocked') THEN 'pending'
             WHEN phase = 'parked' THEN 'error'
             WHEN linked AND synced_version = desired_version AND synced_hash = desired_hash THEN 'success'
             WHEN linked THEN 'desynchronized'
             ELSE 'not_integrated' END) STORED,
    turn text GENERATED ALWAYS AS (               -- what happens to it next, as binding_turn has it
        CASE WHEN lease_until IS NOT NULL THEN 'held'
             WHEN phase = 'confirming' THEN 'look'
             WHEN phase = 'blocked' THEN 'blocked'
             WHEN phase = 'idle' AND want THEN 'push'
             WHEN phase = 'idle' AND linked AND synced_version = desired_version AND synced_hash = desired_hash
                  AND next_at IS NOT NULL THEN 'read_back' END) STORED,
    turn_at timestamptz GENERATED ALWAYS AS (CASE WHEN lease_until IS NULL THEN next_at END) STORED,
    UNIQUE (object, integration),
    CONSTRAINT sent_has_an_attempt CHECK (phase <> 'sent' OR (open_attempt IS NOT NULL AND quarantine_until IS NOT NULL)),
    CONSTRAINT open_attempt_is_sent_or_confirming CHECK (open_attempt IS NULL OR phase IN ('sent', 'confirming')),
    CONSTRAINT claimed_has_a_lease CHECK (phase NOT IN ('claimed', 'sent') OR lease_until IS NOT NULL),
    CONSTRAINT pending_has_a_next_step CHECK (
        NOT (want OR phase IN ('claimed', 'sent', 'confirming', 'blocked')) OR next_at IS NOT NULL OR lease_until IS NOT NULL),
    CONSTRAINT parked_says_why CHECK ((phase = 'parked') = (park IS NOT NULL)),
    CONSTRAINT what_is_not_carried_rests CHECK (carried OR (phase = 'idle' AND NOT want)),
    CONSTRAINT synced_together CHECK ((synced_version IS NULL) = (synced_hash IS NULL))
) WITH (fillfactor = 80);

-- An update touches no index, and stays within its page, only if no index knows a column that changes: what an intent
-- changes stands in none of them (tests/storage/test_intents_in_place.py).
-- All rise, and are read backwards where the newest comes first: what is appended at the end leaves full pages behind.
CREATE INDEX binding_turn ON binding (integration, turn, turn_at, id) WHERE turn IS NOT NULL;
CREATE INDEX binding_parked_blocked ON binding (integration) WHERE park = 'blocked';
CREATE INDEX binding_parked_foreign ON binding (integration) WHERE park IN ('foreign', 'duplicate');
CREATE INDEX binding_newest ON binding (integration, id);
CREATE INDEX binding_status ON binding (integration, status, id) WHERE status <> 'success';
CREATE INDEX binding_kind ON binding (integration, kind, id);
CREATE INDEX binding_changed ON binding (integration, changed_at, id);

CREATE FUNCTION refuse_lower_fence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'binding %: a fence or a version cannot go back', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER binding_rises BEFORE UPDATE OF fence, desired_version ON binding
    FOR EACH ROW WHEN (NEW.fence < OLD.fence OR NEW.desired_version < OLD.desired_version)
    EXECUTE FUNCTION refuse_lower_fence();

CREATE FUNCTION refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'binding %: what was handed over once is never deleted', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER binding_is_kept BEFORE DELETE ON binding FOR EACH ROW EXECUTE FUNCTION refuse_deletion();

CREATE TABLE cause (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    fingerprint text NOT NULL,
    class text NOT NULL,
    sentence text NOT NULL,
    sample text NOT NULL DEFAULT '',              -- the third party's own words
    who text NOT NULL DEFAULT '',                 -- who can mend it: erp, operator, there, settings, nobody, support
    next_step text NOT NULL DEFAULT '',           -- and how
    lack jsonb NOT NULL DEFAULT '{}',             -- what would mend it, if that is an entry or an object of ours
    first_seen timestamptz NOT NULL DEFAULT now(),
    last_seen timestamptz NOT NULL DEFAULT now(),
    note text NOT NULL DEFAULT '',                -- for whoever meets it next
    owner text NOT NULL DEFAULT '',
    noted_by text NOT NULL DEFAULT '',            -- who wrote note and owner last
    noted_at timestamptz,
    UNIQUE (integration, fingerprint)
);

-- Who looks at an integration's causes is told of what no binding tells.
CREATE FUNCTION tell_of_causes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('syncline', (coalesce(NEW, OLD)).integration || ':' || pg_current_xact_id());
    RETURN NULL;
END $$;
CREATE TRIGGER cause_noted AFTER UPDATE OF note, owner ON cause FOR EACH ROW EXECUTE FUNCTION tell_of_causes();
CREATE TRIGGER value_map_told AFTER INSERT OR UPDATE OR DELETE ON value_map FOR EACH ROW EXECUTE FUNCTION tell_of_causes();

CREATE TABLE binding_message (
    binding bigint PRIMARY KEY REFERENCES binding,
    text text NOT NULL,
    cause bigint REFERENCES cause,
    at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX binding_message_trigram ON binding_message USING gin (text gin_trgm_ops);
CREATE INDEX binding_message_cause ON binding_message (cause, binding) WHERE cause IS NOT NULL;

CREATE TABLE remote_record (
    binding bigint PRIMARY KEY,
    integration int NOT NULL,
    kind text NOT NULL,
    remote_id text NOT NULL,
    number text NOT NULL DEFAULT '',
    url text NOT NULL DEFAULT '',
    UNIQUE (integration, kind, remote_id)
);

-- Numbers that people gave objects there because their own keys belonged to somebody else's records.
CREATE TABLE given_number (
    binding bigint PRIMARY KEY REFERENCES binding,
    integration int NOT NULL REFERENCES integration,
    kind text NOT NULL,
    number text NOT NULL,
    given_by text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (integration, kind, number)
);

CREATE TABLE edge (
    integration int NOT NULL REFERENCES integration,
    child bigint NOT NULL REFERENCES binding,
    kind text NOT NULL,
    key text NOT NULL,
    awaited boolean NOT NULL DEFAULT true,        -- false: only once it was received; people may have set it up there
    PRIMARY KEY (child, kind, key)
);
CREATE INDEX edge_parent ON edge (integration, kind, key);

CREATE TABLE slot (
    integration int NOT NULL REFERENCES integration,
    number int NOT NULL,
    fence bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,                      -- NULL: free
    PRIMARY KEY (integration, number)
);

-- Where a push is done: as the first intent fixed it, else by category and the integration's setting.
CREATE FUNCTION push_level(fixed text, category text, entity text, setting text, overrides jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(fixed, CASE
    WHEN category = 'master_data' OR entity = '' THEN 'top'
    WHEN coalesce(overrides ->> entity, setting) = 'entity' THEN entity
    ELSE 'top' END);
