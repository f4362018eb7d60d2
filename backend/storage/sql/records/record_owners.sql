-- Who holds these records already.
SELECT r.remote_id, r.kind, r.binding, o.kind || ' ' || o.key AS name
FROM remote_record r JOIN binding b ON b.id = r.binding JOIN object o ON o.id = b.object
WHERE r.integration = :integration AND (r.kind, r.remote_id) IN (SELECT * FROM unnest(:kinds::text[], :remote_ids::text[]))
