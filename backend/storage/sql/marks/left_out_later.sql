-- Items that were no longer to be sent when they were marked.
UPDATE sync SET left_out_later = :left_out::jsonb WHERE id = :sync
