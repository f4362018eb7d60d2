-- What an integration used and saved in a month: writers append, a reader sums; now and then they are folded.
CREATE TABLE usage (
    integration int NOT NULL,
    month date NOT NULL,                          -- its first day, in UTC
    transactions bigint NOT NULL,                 -- records sent, and look-ups
    avoided bigint NOT NULL                       -- versions that did not have to be sent
);
CREATE INDEX usage_month ON usage (integration, month);

CREATE FUNCTION this_month() RETURNS date LANGUAGE sql STABLE
RETURN date_trunc('month', now() AT TIME ZONE 'UTC')::date;

-- How many objects came into step, and into error, within an hour: the trigger that tallies appends, a reader sums.
CREATE TABLE throughput (
    integration int NOT NULL,
    hour timestamptz NOT NULL,                    -- when it began
    success bigint NOT NULL,
    error bigint NOT NULL
);
CREATE INDEX throughput_hour ON throughput (integration, hour);

CREATE FUNCTION this_hour() RETURNS timestamptz LANGUAGE sql STABLE
RETURN date_trunc('hour', now(), 'UTC');
