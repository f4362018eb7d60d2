-- 100,000 objects at integration 1: 97 % success, the rest of every status; amounts, entities, messages, records.
INSERT INTO object (kind, key, category, entity, current_version, current_hash, amount, currency, counterparty)
SELECT k.kind, k.beginning || lpad(n::text, 6, '0'), k.category,
       CASE WHEN k.category = 'finance' THEN (ARRAY['100', '200', '300', ''])[1 + n % 4] ELSE '' END, 1, 'h',
       CASE WHEN k.category = 'finance' THEN n + 0.25 END,
       CASE WHEN k.category = 'finance' THEN (ARRAY['EUR', 'USD'])[1 + n % 2] END, 'Customer & Söhne ' || n % 1000
FROM (SELECT n,
             CASE WHEN n <= 10000 THEN (ARRAY['customer', 'supplier', 'item'])[1 + n % 3] ELSE 'sales_invoice' END AS kind,
             CASE WHEN n <= 10000 THEN (ARRAY['C-', 'S-', 'I-'])[1 + n % 3] ELSE 'INV-' END AS beginning,
             CASE WHEN n <= 10000 THEN 'master_data' ELSE 'finance' END AS category
      FROM generate_series(1, 100000) n ORDER BY n) k;

WITH made AS (
INSERT INTO binding (integration, object, category, kind, entity, phase, park, linked, desired_version, desired_hash,
                     synced_version, synced_hash, changed_at, want, next_at)
SELECT 1, id, category, kind, entity, CASE WHEN part < 10 THEN 'parked' ELSE 'idle' END,
       CASE WHEN part < 10 THEN 'ordinary' END, part >= 25, version, 'h', CASE WHEN part >= 25 THEN version END,
       CASE WHEN part >= 30 THEN 'h'::bytea WHEN part >= 25 THEN 'x' END, now() - (100000 - id) * interval '20 seconds',
       part BETWEEN 10 AND 19, CASE WHEN part BETWEEN 10 AND 19 THEN now() + interval '1 day' END
FROM (SELECT *, id * 7919 % 1000 AS part, 1 + (id % 50 = 0)::int * (id / 50 % 9)::int AS version FROM object) o
ORDER BY id RETURNING *)
INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, intended_at, outcome,
                     learned_by, outcome_at)
SELECT id, 'create', coalesce(synced_version, 1), coalesce(synced_hash, 'h'), 'top', 1, 'k', 'h', 1, changed_at, 'applied',
       'answer', changed_at
FROM made WHERE linked ORDER BY id;

INSERT INTO cause (integration, fingerprint, class, sentence)
SELECT 1, 'f' || n, 'data', 'Customer C' || n || ' is missing' FROM generate_series(0, 49) n;
INSERT INTO binding_message
SELECT id, 'Intacct has no Customer C' || id % 50 || ': create it first', (SELECT id FROM cause WHERE fingerprint = 'f' || b.id % 50)
FROM binding b WHERE status IN ('error', 'pending');
INSERT INTO remote_record SELECT id, 1, kind, id::text, 'N' || id, '' FROM binding WHERE linked;
VACUUM ANALYZE
