-- Objects without a binding at the integration.
SELECT o.id AS object, o.kind, o.key, v.version, v.entity, v.body::text AS body, v.hash
FROM object o JOIN object_version v ON v.object = o.id AND v.version = o.current_version
WHERE NOT EXISTS (SELECT 1 FROM binding b WHERE b.object = o.id AND b.integration = :integration)
ORDER BY o.id LIMIT :most
