-- The hashes of the versions of a binding's object, newest first. Index: object_version's primary key.
SELECT v.version, encode(v.hash, 'hex') AS hash, v.received_at, v.source
FROM binding b JOIN object_version v ON v.object = b.object
WHERE b.id = :id ORDER BY v.version DESC LIMIT :most
