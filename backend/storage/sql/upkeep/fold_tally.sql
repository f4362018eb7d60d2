-- Replace differences by their sums.
WITH much AS (
    SELECT FROM tally
    HAVING count(*) >= :at_least + 2 * count(DISTINCT (integration, category, kind, entity, status, currency)) AND pg_try_advisory_xact_lock(7346522)),
gone AS (
    DELETE FROM tally WHERE EXISTS (SELECT FROM much) RETURNING *)
INSERT INTO tally
SELECT integration, category, kind, entity, status, currency, sum(n), sum(amount) FROM gone
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(n) <> 0 OR sum(amount) <> 0
