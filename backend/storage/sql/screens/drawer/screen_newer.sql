-- What third parties hold of bindings, which fields they do not hold yet, and who handed them over. Bodies stay in the database.
-- Index: object_version's primary key.
SELECT b.id, b.kind, b.synced_version AS since, newest.received_at AS at, held.entity <> newest.entity AS moved,
       ARRAY(SELECT key FROM jsonb_each(held.body) h FULL JOIN jsonb_each(newest.body) n USING (key)
             WHERE h.value IS DISTINCT FROM n.value ORDER BY key) AS fields,
       ARRAY(SELECT v.source FROM object_version v
             WHERE v.object = b.object AND v.version > b.synced_version AND v.version <= b.desired_version AND v.source <> ''
             GROUP BY v.source ORDER BY min(v.version) LIMIT 3) AS by
FROM binding b
JOIN object_version held ON held.object = b.object AND held.version = b.synced_version
JOIN object_version newest ON newest.object = b.object AND newest.version = b.desired_version
WHERE b.id = ANY(:ids)
