-- People, sessions, keys, and who did what.
CREATE TABLE "user" (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    password_hash text,                           -- NULL: only by a one-time link
    disabled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz                           -- noted now and then
);

CREATE TABLE sign_in_link (
    token_hash bytea PRIMARY KEY,
    "user" bigint NOT NULL REFERENCES "user",
    expires_at timestamptz NOT NULL,
    used_at timestamptz
);

CREATE TABLE session (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    "user" bigint NOT NULL REFERENCES "user",
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    ended_at timestamptz
);

CREATE TABLE api_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE CHECK (name <> ''),
    token_hash bytea NOT NULL UNIQUE,
    role text NOT NULL CHECK (role IN ('viewer', 'operator', 'admin', 'ingest')),
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    used_at timestamptz                           -- noted now and then
);

-- What the host of an embed signs tokens with; its secret is sealed, for we sign with it too to compare.
CREATE TABLE embed_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL CHECK (name <> ''),
    role text NOT NULL CHECK (role IN ('viewer', 'operator')), -- the most that its tokens may grant
    secret text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    used_at timestamptz
);
CREATE UNIQUE INDEX embed_key_name ON embed_key (name) WHERE revoked_at IS NULL;

-- A frame's session, and the token that it was opened with: none opens two.
CREATE TABLE embed_session (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key bigint NOT NULL REFERENCES embed_key,
    jti text NOT NULL,
    token_hash bytea NOT NULL,
    expires_at timestamptz NOT NULL,
    UNIQUE (key, jti)
);
CREATE INDEX embed_session_expires ON embed_session (expires_at);

CREATE TABLE audit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL,
    action text NOT NULL,
    integration int,
    subject text NOT NULL DEFAULT '',
    facts jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_newest ON audit (at, id);
CREATE INDEX audit_actor ON audit (actor, at, id);
CREATE INDEX audit_word ON audit (split_part(action, '.', 1), at, id);
CREATE INDEX audit_integration ON audit (integration, at, id) WHERE integration IS NOT NULL;
CREATE INDEX audit_subject ON audit USING gin (subject gin_trgm_ops);
CREATE INDEX audit_sync ON audit ((facts ->> 'sync')) WHERE facts ->> 'sync' IS NOT NULL;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What a person named to come back to: a filter with its order, and the columns.
CREATE TABLE saved_view (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "user" bigint NOT NULL REFERENCES "user",
    integration int NOT NULL REFERENCES integration,
    name text NOT NULL CHECK (name <> ''),
    query text NOT NULL,
    layout text NOT NULL,
    opens boolean NOT NULL DEFAULT false,         -- the list opens with it
    UNIQUE ("user", integration, name)
);
CREATE UNIQUE INDEX saved_view_opens ON saved_view ("user", integration) WHERE opens;

-- When a person was last at an integration, and the causes that were open then: what they are told of the next time.
CREATE TABLE visit (
    "user" bigint NOT NULL REFERENCES "user",
    integration int NOT NULL REFERENCES integration,
    seen_at timestamptz NOT NULL,                 -- noted every few minutes, while they open pages
    causes bigint[] NOT NULL,
    before_at timestamptz,                        -- when the visit before this one ended; NULL: none did, or it is read
    before_causes bigint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY ("user", integration)
);
