-- The oldest requests of an integration, their answers, and those that came later; none whose outcome is not known.
-- Indexes: exchange_at, attempt_unknown, delivery's (integration, request_id, hash).
WITH old AS (
    SELECT x.id FROM exchange x
    WHERE x.integration = :integration AND x.at < now() - :age::interval
      AND NOT EXISTS (SELECT FROM attempt a WHERE a.exchange = x.id AND a.outcome IS NULL)
    ORDER BY x.at LIMIT :most),
gone AS (
    DELETE FROM exchange x USING old WHERE x.id = old.id RETURNING x.integration, x.request_id),
answers AS (
    DELETE FROM delivery d USING gone g
    WHERE g.request_id <> '' AND d.integration = g.integration AND d.request_id = g.request_id)
SELECT count(*) AS n FROM gone
