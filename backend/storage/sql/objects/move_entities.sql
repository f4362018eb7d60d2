-- An entity may change as long as nothing of the object can be at the third party.
UPDATE binding b SET entity = o.entity FROM object o
WHERE b.id = ANY(:ids) AND o.id = b.object AND b.level IS NULL AND b.entity <> o.entity
