-- What each integration used and saved since it was made, and used this month.
SELECT integration, sum(transactions)::bigint AS transactions, sum(avoided)::bigint AS avoided,
       coalesce(sum(transactions) FILTER (WHERE month = this_month()), 0)::bigint AS this_month
FROM usage GROUP BY 1
