-- Who is told of troubles, the troubles, and what was told.
CREATE TABLE subscription (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    channel text NOT NULL CHECK (channel IN ('webhook', 'email')),
    address text NOT NULL CHECK (address <> ''),
    secret text NOT NULL,                         -- sealed; '' for mail
    topics text[] NOT NULL CHECK (topics <> '{}'),
    created_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    UNIQUE (integration, channel, address)
);

CREATE TABLE episode (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    integration int NOT NULL REFERENCES integration,
    event text NOT NULL,
    cause bigint REFERENCES cause,
    since timestamptz NOT NULL,                   -- when it began, as far as is known
    noted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    told_at timestamptz,
    gone_since timestamptz,                       -- it is not seen any more, and may come back
    over_at timestamptz
);
CREATE UNIQUE INDEX episode_open ON episode (integration, event, cause) NULLS NOT DISTINCT WHERE over_at IS NULL;
CREATE INDEX episode_over ON episode (over_at) WHERE over_at IS NOT NULL;

CREATE TABLE notification (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    subscription bigint NOT NULL REFERENCES subscription ON DELETE CASCADE,
    episode bigint REFERENCES episode ON DELETE CASCADE,  -- NULL: a test
    event text NOT NULL,
    content text NOT NULL,                        -- JSON, the same bytes at each try
    made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    due timestamptz NOT NULL DEFAULT clock_timestamp(),   -- who takes it moves this on first: that is the lease
    tries int NOT NULL DEFAULT 0,
    tried_at timestamptz,
    outcome text NOT NULL DEFAULT '',
    delivered_at timestamptz,
    given_up_at timestamptz,
    UNIQUE (subscription, episode, event)
);
CREATE INDEX notification_due ON notification (due) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX notification_newest ON notification (subscription, id DESC);
CREATE INDEX notification_episode ON notification (episode);
