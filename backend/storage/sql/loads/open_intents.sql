-- The open attempts of bindings whose outcome is to be looked up.
SELECT a.binding, a.id, a.operation, a.version, a.version_hash, a.level, a.key, a.error_class,
       (SELECT min(f.intended_at) FROM attempt f WHERE f.binding = a.binding AND f.key = a.key AND f.operation <> 'look') AS since,
       v.entity, v.body::text AS body,
       v.changed_at
FROM binding b
JOIN attempt a ON a.id = b.open_attempt
JOIN object_version v ON v.object = b.object AND v.version = a.version
WHERE b.id = ANY(:ids)
