-- Syncs: what one person or API call asked for in one go, frozen when it was made.
CREATE TABLE sync (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    verb text NOT NULL CHECK (verb IN ('synchronize', 'force_synchronize', 'retry', 'adopt')),
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    filter text,                                  -- as the list's address has it; '': everything; NULL: named objects
    items int NOT NULL,                           -- who was to be sent when it was made
    left_out jsonb NOT NULL DEFAULT '[]',         -- [reason, count, example key]
    left_out_later jsonb NOT NULL DEFAULT '[]',   -- the same, of items that were no longer to be sent when they were marked
    undo_until timestamptz,                       -- nothing of it is sent before; NULL: at once
    stopped_by text,
    stopped_at timestamptz,
    unmarked int NOT NULL DEFAULT 0,              -- stopped before they were marked; the others are sync_items
    withdrawing boolean NOT NULL DEFAULT false,   -- stopped, and items that wait are still being withdrawn
    withdrawn_to bigint                           -- of these: the lowest binding that was looked at; from the highest on
);
CREATE INDEX sync_newest ON sync (integration, id DESC);
CREATE INDEX sync_asked ON sync (integration, asked_at);
CREATE INDEX sync_withdrawing ON sync (id) WHERE withdrawing;

-- Whether something may wait of syncs that were stopped. Volatile: it sees what was committed until it is asked.
CREATE FUNCTION is_withdrawing() RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT EXISTS (SELECT FROM sync WHERE withdrawing)
$$;

-- What is frozen and not yet marked as pending; a chunk goes with the transaction that marks it.
CREATE TABLE sync_chunk (
    sync bigint NOT NULL,
    number int NOT NULL,
    bindings bigint[] NOT NULL,
    PRIMARY KEY (sync, number)
);

-- What was marked, and what became of it. Bindings are never deleted, and syncs go after their items: to check so for each
-- of 100,000 rows would take longer than to mark them.
CREATE TABLE sync_item (
    sync bigint NOT NULL,
    binding bigint NOT NULL,
    version int NOT NULL,
    park text,                                    -- before it was marked: why it was in error, its message, and the cause of that
    said text,
    cause bigint,
    changed_at timestamptz,                       -- and when it had last changed
    outcome text CHECK (outcome IN ('success', 'error', 'desynchronized', 'not_integrated', 'stopped')),
    outcome_at timestamptz,
    PRIMARY KEY (sync, binding)
) WITH (fillfactor = 80);

CREATE TABLE worker_seen (
    name text PRIMARY KEY,
    seen_at timestamptz NOT NULL
);
