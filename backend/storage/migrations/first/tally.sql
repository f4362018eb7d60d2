-- Exact counts: the writers append differences; a reader sums; now and then they are folded. And one NOTIFY a transaction.
CREATE TABLE tally (
    integration int NOT NULL,
    category text NOT NULL,
    kind text NOT NULL,
    entity text NOT NULL,
    status text NOT NULL,
    currency text NOT NULL,                       -- '': no amount
    n bigint NOT NULL,
    amount numeric NOT NULL
);
CREATE INDEX tally_integration ON tally (integration);

CREATE FUNCTION tally_bindings_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally
        SELECT b.integration, b.category, b.kind, b.entity, b.status, coalesce(o.currency, ''), count(*), coalesce(sum(o.amount), 0)
        FROM new_rows b JOIN object o ON o.id = b.object GROUP BY 1, 2, 3, 4, 5, 6;
    PERFORM pg_notify('syncline', integration || ':' || pg_current_xact_id()) FROM (SELECT DISTINCT integration FROM new_rows) i;
    RETURN NULL;
END $$;

-- Both sides of a change are counted from the one group that it makes, so that its objects are looked up once. No nested
-- loop, and objects by their key only: a session keeps the plan that it made for a few rows, and 5,000 may come next.
CREATE FUNCTION tally_bindings_moved() RETURNS trigger LANGUAGE plpgsql
    SET enable_nestloop = off SET enable_seqscan = off AS $$
BEGIN
    WITH moved AS MATERIALIZED (
        SELECT n.integration, n.category, n.kind, o.entity AS entity_before, o.status AS status_before, n.entity, n.status,
               n.object
        FROM old_rows o JOIN new_rows n ON n.id = o.id
        WHERE (o.entity, o.status) <> (n.entity, n.status)),
    counted AS (
        SELECT m.integration, m.category, m.kind, m.entity_before, m.status_before, m.entity, m.status,
               coalesce((m.object).currency, '') AS currency, count(*) AS n, coalesce(sum((m.object).amount), 0) AS amount
        FROM (SELECT m.integration, m.category, m.kind, m.entity_before, m.status_before, m.entity, m.status,
                     (SELECT o FROM object o WHERE o.id = m.object) AS object FROM moved m OFFSET 0) m
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
    came AS (
        INSERT INTO throughput
        SELECT c.integration, this_hour(), coalesce(sum(c.n) FILTER (WHERE c.status = 'success'), 0),
               coalesce(sum(c.n) FILTER (WHERE c.status = 'error'), 0)
        FROM counted c WHERE c.status IN ('success', 'error') AND c.status <> c.status_before GROUP BY 1)
    INSERT INTO tally
        SELECT c.integration, c.category, c.kind, side.entity, side.status, c.currency, side.sign * c.n, side.sign * c.amount
        FROM counted c CROSS JOIN LATERAL
            (VALUES (c.entity_before, c.status_before, -1), (c.entity, c.status, 1)) AS side (entity, status, sign);
    PERFORM pg_notify('syncline', integration || ':' || pg_current_xact_id()) FROM (SELECT DISTINCT integration FROM new_rows) i;
    RETURN NULL;
END $$;

-- An object's new amount moves what its bindings count. They are locked first: a status that moves at this moment is
-- counted with the old amount, or waits for the new one.
CREATE FUNCTION tally_amounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM binding b
        WHERE b.object IN (
            SELECT a.id FROM old_rows a JOIN new_rows n ON n.id = a.id
            WHERE (a.amount, a.currency) IS DISTINCT FROM (n.amount, n.currency))
        ORDER BY b.id FOR UPDATE;
    INSERT INTO tally
        SELECT b.integration, b.category, b.kind, b.entity, b.status, d.currency, sum(d.n), sum(d.amount)
        FROM (SELECT id, coalesce(currency, '') AS currency, -1 AS n, -coalesce(amount, 0) AS amount FROM old_rows
              UNION ALL SELECT id, coalesce(currency, ''), 1, coalesce(amount, 0) FROM new_rows) d
        JOIN binding b ON b.object = d.id
        GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(d.n) <> 0 OR sum(d.amount) <> 0;
    RETURN NULL;
END $$;

CREATE TRIGGER binding_tally_in AFTER INSERT ON binding REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_bindings_in();
CREATE TRIGGER binding_tally_moved AFTER UPDATE ON binding REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_bindings_moved();
CREATE TRIGGER object_tally AFTER UPDATE ON object REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tally_amounts();
