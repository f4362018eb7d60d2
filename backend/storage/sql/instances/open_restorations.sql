-- Integrations with bindings that a restoration has not marked yet. There are few integrations.
SELECT id FROM integration WHERE restoring_below IS NOT NULL ORDER BY id
