-- Syncs: what one person or API call asked for in one go, frozen when it was made.
CREATE TABLE sync (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    verb text NOT NULL CHECK (verb IN ('synchronize', 'force_synchronize', 'retry', 'adopt')),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    items int NOT NULL,
    left_out jsonb NOT NULL DEFAULT '[]'          -- [reason, count, example key]
);

CREATE TABLE sync_item (
    sync bigint NOT NULL REFERENCES sync,
    binding bigint NOT NULL REFERENCES binding,
    version int NOT NULL,
    outcome text CHECK (outcome IN ('success', 'error', 'desynchronized', 'not_integrated')),
    outcome_at timestamptz,
    PRIMARY KEY (sync, binding)
);
CREATE INDEX sync_item_open ON sync_item (binding) WHERE outcome IS NULL;

CREATE TABLE ingest_key (
    api_key bigint NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    answer text NOT NULL,
    status int NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (api_key, key)
);

CREATE TABLE worker_seen (
    name text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
