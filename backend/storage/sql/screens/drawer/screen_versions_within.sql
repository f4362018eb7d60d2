-- Versions of a binding's object that belonged to one of these entities. Index: object_version's primary key.
SELECT v.version FROM binding b JOIN object_version v ON v.object = b.object
WHERE b.id = :id AND v.version = ANY(:versions::int[]) AND v.entity = ANY(:entities::text[])
