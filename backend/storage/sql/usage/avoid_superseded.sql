-- So many versions waited for their push when a newer one came.
INSERT INTO usage (integration, month, transactions, avoided) VALUES (:integration, this_month(), 0, :avoided)
