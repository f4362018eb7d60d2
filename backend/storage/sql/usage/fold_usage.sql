-- Replace what was appended by its sums.
WITH much AS (
    SELECT FROM usage
    HAVING count(*) >= :at_least + 2 * count(DISTINCT (integration, month)) AND pg_try_advisory_xact_lock(7346526)),
gone AS (
    DELETE FROM usage WHERE EXISTS (SELECT FROM much) RETURNING *)
INSERT INTO usage
SELECT integration, month, sum(transactions), sum(avoided) FROM gone GROUP BY 1, 2
