-- When bindings that stay in step are read back next. What is drawn of them does not change.
UPDATE binding b SET next_at = u.next_at
FROM unnest(:ids::bigint[], :times::timestamptz[]) AS u (id, next_at) WHERE b.id = u.id AND b.status = 'success'
