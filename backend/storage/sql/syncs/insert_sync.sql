-- A sync. Its items are frozen, or marked, in the same transaction.
INSERT INTO sync (integration, verb, asked_by, filter, items, left_out, undo_until)
VALUES (:integration, :verb, :asked_by, :filter, :items, :left_out::jsonb,
        clock_timestamp() + nullif(:undo::interval, interval '0')) RETURNING id
