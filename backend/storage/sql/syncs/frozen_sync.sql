-- How many a sync froze, and whom it left out.
UPDATE sync SET items = :items, left_out = :left_out::jsonb WHERE id = :sync
