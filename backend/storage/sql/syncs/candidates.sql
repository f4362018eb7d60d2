-- Bindings as a plan sees them.
SELECT b.id, o.kind, o.key, b.status, b.park, b.desired_version, b.carried
FROM binding b JOIN object o ON o.id = b.object
WHERE b.integration = :integration AND b.id = ANY(:ids) ORDER BY b.id
