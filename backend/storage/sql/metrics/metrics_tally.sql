-- How many objects of each integration stand where, from the differences.
SELECT integration, status, sum(n)::bigint AS n FROM tally GROUP BY 1, 2
