-- A new integration with defaults. While a restoration lasts anywhere it lasts here: one of the same company may have been
-- made, and used, after the backup.
INSERT INTO integration (name, connector, restored_at)
SELECT :name, :connector, max(restored_at) FROM integration RETURNING id
