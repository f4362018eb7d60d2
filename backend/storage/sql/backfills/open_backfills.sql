-- Integrations whose backfill has not ended, or broke off. There are few integrations.
SELECT id FROM integration WHERE backfilled_at IS NULL ORDER BY id
