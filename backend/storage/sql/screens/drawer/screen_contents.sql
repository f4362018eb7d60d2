-- Versions of a binding's object, whole. Index: object_version's primary key.
SELECT v.version, v.entity, v.body::text AS body, v.received_at, v.source
FROM binding b JOIN object_version v ON v.object = b.object
WHERE b.id = :id AND v.version = ANY(:versions)
