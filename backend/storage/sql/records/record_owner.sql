-- The other object that holds a record of this binding's kind already.
SELECT o.kind || ' ' || o.key AS name
FROM binding mine JOIN remote_record r ON r.integration = :integration AND r.kind = mine.kind AND r.remote_id = :remote_id
JOIN binding b ON b.id = r.binding JOIN object o ON o.id = b.object
WHERE mine.id = :binding AND r.binding <> mine.id
