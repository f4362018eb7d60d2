-- The last months of an integration. Index: usage_month.
SELECT month, sum(transactions)::bigint AS transactions, sum(avoided)::bigint AS avoided, month = this_month() AS now
FROM usage WHERE integration = :integration AND month > this_month() - interval '2 years'
GROUP BY 1 ORDER BY 1 DESC
