-- A new integration with defaults.
INSERT INTO integration (name, connector) VALUES (:name, :connector) RETURNING id
