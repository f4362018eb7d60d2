-- Exact counts and sums by status and currency, from the differences. Index: tally_integration.
SELECT status, currency, sum(n)::bigint AS n, sum(amount) AS amount FROM tally
WHERE integration = :integration AND (:category::text IS NULL OR category = :category)
  AND (:kind::text IS NULL OR kind = :kind) AND (:entity::text IS NULL OR entity = :entity)
  AND (:kinds::text[] IS NULL OR kind = ANY(:kinds))
GROUP BY status, currency HAVING sum(n) <> 0 ORDER BY status, currency
