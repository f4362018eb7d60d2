-- What a row of the list is called. Indexes: the primary keys of binding and object.
SELECT o.kind, o.key FROM binding b JOIN object o ON o.id = b.object WHERE b.id = :id AND b.integration = :integration
