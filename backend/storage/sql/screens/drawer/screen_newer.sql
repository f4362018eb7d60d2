-- What third parties hold of bindings, what they do not hold yet, and who handed it over. Index: object_version's primary key.
SELECT b.id, b.kind, b.synced_version AS since, held.entity AS held_entity, held.body::text AS held, newest.entity, newest.body::text AS body,
       newest.received_at AS at,
       ARRAY(SELECT v.source FROM object_version v
             WHERE v.object = b.object AND v.version > b.synced_version AND v.version <= b.desired_version AND v.source <> ''
             GROUP BY v.source ORDER BY min(v.version) LIMIT 3) AS by
FROM binding b
JOIN object_version held ON held.object = b.object AND held.version = b.synced_version
JOIN object_version newest ON newest.object = b.object AND newest.version = b.desired_version
WHERE b.id = ANY(:ids)
