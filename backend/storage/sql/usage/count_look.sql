-- A call that looked up: one transaction. insert_looks counts those whose looks it keeps all at once.
INSERT INTO usage (integration, month, transactions, avoided) VALUES (:integration, this_month(), 1, 0)
