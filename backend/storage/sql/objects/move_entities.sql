-- An entity may change until the object is first sent.
UPDATE binding b SET entity = o.entity FROM object o
WHERE b.id = ANY(:ids) AND o.id = b.object AND b.level IS NULL AND b.entity <> o.entity
