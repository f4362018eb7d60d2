-- Who asked lately, by session or by key.
WITH programs AS (UPDATE api_key SET used_at = now() WHERE id = ANY(:keys::bigint[]))
UPDATE "user" SET seen_at = now() WHERE id = ANY(:people::bigint[])
