-- Attempts: an intent before every write; its outcome is learned once.
CREATE TABLE exchange (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    at timestamptz NOT NULL DEFAULT now(),
    seconds double precision NOT NULL,
    http_status int,
    request text NOT NULL,
    answer text NOT NULL,
    bytes_sent int NOT NULL,
    bytes_received int NOT NULL,
    request_id text NOT NULL DEFAULT ''           -- by which an answer that comes later names this request
);
CREATE INDEX exchange_at ON exchange (integration, at);
CREATE INDEX exchange_request ON exchange (integration, request_id) WHERE request_id <> '';
CREATE TRIGGER exchange_stays BEFORE UPDATE ON exchange FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER exchange_is_kept BEFORE DELETE ON exchange FOR EACH ROW WHEN (OLD.at > now() - interval '7 days')
    EXECUTE FUNCTION refuse_change();                -- whatever the settings say; later it may be forgotten

-- Without foreign keys, as are remote records and a binding's open attempt: who writes them holds the binding's lock, and
-- bindings and attempts are never deleted. Each key would be looked up again, row by row, with every push. An exchange that is
-- old is forgotten; its attempt goes on naming it.
CREATE TABLE attempt (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    binding bigint NOT NULL,
    operation text NOT NULL CHECK (operation IN ('create', 'update', 'look')),
    version int NOT NULL,
    version_hash bytea NOT NULL,
    level text NOT NULL,
    epoch int NOT NULL,
    key text NOT NULL,                            -- the deduplication key: the same for every attempt at one creation
    body_hash bytea NOT NULL,                     -- of the exact bytes of its element
    fence bigint NOT NULL,
    intended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    outcome text CHECK (outcome IN ('applied', 'rejected', 'not_applied', 'found', 'absent', 'foreign', 'several', 'unseen')),
    trouble text NOT NULL DEFAULT '',             -- why the outcome was not known at first
    later boolean NOT NULL DEFAULT false,         -- its request is answered later, in one of the third party's own
    acknowledged_at timestamptz,                  -- when the third party said so
    learned_by text CHECK (learned_by IN ('answer', 'late_answer', 'delivery', 'look')),
    outcome_at timestamptz,
    error_class text,
    sentence text NOT NULL DEFAULT '',
    raw text NOT NULL DEFAULT '',
    codes text[] NOT NULL DEFAULT '{}',
    support_id text NOT NULL DEFAULT '',
    blamed text NOT NULL DEFAULT '',              -- the piece of its request that its error is about, as it was sent
    remote_id text,
    differences jsonb NOT NULL DEFAULT '[]',      -- of a look: what the record holds, field by field, beside what we would write
    records jsonb NOT NULL DEFAULT '[]',          -- of a look that leaves it to a person: all that it saw, with number and URL
    exchange bigint
);
CREATE INDEX attempt_binding ON attempt (binding, id DESC);
CREATE UNIQUE INDEX attempt_one_open ON attempt (binding) WHERE outcome IS NULL AND operation <> 'look';

CREATE INDEX attempt_later ON attempt (exchange) WHERE later;
CREATE INDEX attempt_unknown ON attempt (exchange) WHERE outcome IS NULL AND exchange IS NOT NULL;

-- Answers to acknowledged requests: the third party delivers them later, in requests of its own, perhaps twice.
CREATE TABLE delivery (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    request_id text NOT NULL,
    hash bytea NOT NULL,                          -- of the answer: the same one again is known by it
    answer text NOT NULL,                         -- session ids masked
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at timestamptz,                       -- when what it says was stored
    UNIQUE (integration, request_id, hash)
);
CREATE INDEX delivery_open ON delivery (integration, at) WHERE settled_at IS NULL;

CREATE FUNCTION refuse_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'attempt %: an intent stays, and its outcome is set once', OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER attempt_stays BEFORE UPDATE ON attempt FOR EACH ROW
    WHEN (OLD.outcome IS NOT NULL
          OR (NEW.binding, NEW.operation, NEW.version, NEW.level, NEW.epoch, NEW.key, NEW.body_hash, NEW.fence, NEW.intended_at)
             IS DISTINCT FROM
             (OLD.binding, OLD.operation, OLD.version, OLD.level, OLD.epoch, OLD.key, OLD.body_hash, OLD.fence, OLD.intended_at))
    EXECUTE FUNCTION refuse_attempt();
CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt FOR EACH ROW EXECUTE FUNCTION refuse_attempt();

-- What a row says to be there was answered, or seen with just this content: at this version, or at another one with it.
CREATE FUNCTION refuse_unseen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM attempt a
        WHERE a.binding = NEW.id AND a.version_hash = NEW.synced_hash
          AND (a.outcome = 'applied' OR (a.outcome = 'found' AND a.differences = '[]'))
          AND (a.version = NEW.synced_version OR EXISTS (
              SELECT FROM object_version v
              WHERE v.object = NEW.object AND v.version = NEW.synced_version AND v.hash = NEW.synced_hash)))
    THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'binding %: no attempt was applied or found with the content of version %', NEW.id, NEW.synced_version
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'synced_was_seen',
              HINT = 'Only an attempt whose outcome says so makes a version synced.';
END $$;
CREATE CONSTRAINT TRIGGER synced_was_seen AFTER UPDATE OF synced_version, synced_hash ON binding
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW
    WHEN (NEW.synced_version IS NOT NULL
          AND (NEW.synced_version, NEW.synced_hash) IS DISTINCT FROM (OLD.synced_version, OLD.synced_hash))
    EXECUTE FUNCTION refuse_unseen();
CREATE CONSTRAINT TRIGGER synced_was_seen_before AFTER INSERT ON binding
    DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW WHEN (NEW.synced_version IS NOT NULL) EXECUTE FUNCTION refuse_unseen();
