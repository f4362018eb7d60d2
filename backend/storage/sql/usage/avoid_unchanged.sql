-- These objects were handed over again, and need not be sent. Index: binding (object, …).
INSERT INTO usage (integration, month, transactions, avoided)
SELECT b.integration, this_month(), 0, count(*)
FROM unnest(:objects::bigint[]) o (id) JOIN binding b ON b.object = o.id
WHERE b.carried GROUP BY 1
