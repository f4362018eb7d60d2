-- A sync. Its items are frozen, or marked, in the same transaction.
INSERT INTO sync (integration, verb, asked_by, filter, items, left_out)
VALUES (:integration, :verb, :asked_by, :filter, :items, :left_out::jsonb) RETURNING id, asked_at
