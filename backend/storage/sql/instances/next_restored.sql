-- The next bindings that a restoration marks: what has a record, and what was under way. Index: binding_newest.
SELECT b.id FROM integration i JOIN binding b ON b.integration = i.id AND b.id < i.restoring_below
WHERE i.id = :integration AND (b.linked OR b.phase IN ('claimed', 'sent', 'confirming'))
ORDER BY b.id DESC LIMIT :most
