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
