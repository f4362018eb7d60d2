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

CREATE FUNCTION tally_bindings_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally
        -- Not a join of old and new rows: a session keeps the plan that it made for a few, and 5,000 may come next.
        WITH moved AS MATERIALIZED (
            SELECT object, integration, any_value(category) AS category, any_value(kind) AS kind, entity, status, sum(n) AS n
            FROM (SELECT object, integration, category, kind, entity, status, -1 AS n FROM old_rows
                  UNION ALL SELECT object, integration, category, kind, entity, status, 1 FROM new_rows) sides
            GROUP BY object, integration, entity, status HAVING sum(n) <> 0)
        SELECT m.integration, m.category, m.kind, m.entity, m.status, coalesce(o.currency, ''), sum(m.n),
               sum(m.n * coalesce(o.amount, 0))
        FROM moved m JOIN object o ON o.id = m.object GROUP BY 1, 2, 3, 4, 5, 6;
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
