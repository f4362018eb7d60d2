-- 200,000 objects at integration 1: 100,000 invoices that nobody sent yet, the others in step; amounts, entities.
INSERT INTO object (kind, key, category, entity, current_version, current_hash, amount, currency, counterparty)
SELECT 'sales_invoice', 'INV-' || lpad(n::text, 6, '0'), 'finance', (ARRAY['100', '200', '300', ''])[1 + n % 4], 1, 'h',
       n + 0.25, (ARRAY['EUR', 'USD'])[1 + n % 2], 'Customer & Söhne ' || n % 1000
FROM generate_series(1, 200000) n ORDER BY n;
WITH made AS (
INSERT INTO binding (integration, object, category, kind, entity, linked, desired_version, desired_hash, synced_version,
                     synced_hash, changed_at)
SELECT 1, id, category, kind, entity, id % 2 = 0, 1, 'h', CASE WHEN id % 2 = 0 THEN 1 END,
       CASE WHEN id % 2 = 0 THEN 'h'::bytea END, now() - (200000 - id) * interval '20 seconds'
FROM object ORDER BY id RETURNING id, synced_version, synced_hash)
INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, outcome)
SELECT id, 'create', synced_version, synced_hash, 'top', 1, 'k', 'h', 1, 'applied' FROM made
WHERE synced_version IS NOT NULL ORDER BY id;
CREATE TABLE floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, object_id bigint NOT NULL, version int NOT NULL,
                    status text NOT NULL DEFAULT 'queued', created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX floor_queued ON floor (id) WHERE status = 'queued';
CREATE INDEX floor_object ON floor (object_id);
-- The least that a press must write: a status that a list, the drains and the order by change find; and who asked for it.
CREATE TABLE least (id bigint PRIMARY KEY, status text NOT NULL, turn_at timestamptz, changed_at timestamptz NOT NULL)
    WITH (fillfactor = 80);
CREATE INDEX least_status ON least (status, id DESC) WHERE status <> 'success';
CREATE INDEX least_turn ON least (turn_at, id) WHERE turn_at IS NOT NULL;
CREATE INDEX least_changed ON least (changed_at DESC, id DESC);
CREATE TABLE least_item (sync bigint NOT NULL, binding bigint NOT NULL, version int NOT NULL, PRIMARY KEY (sync, binding));
CREATE INDEX least_item_binding ON least_item (binding, sync DESC);
INSERT INTO least SELECT id, status, NULL, changed_at FROM binding ORDER BY id;
VACUUM ANALYZE
