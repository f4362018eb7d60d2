-- The next bindings that a restoration marks: what has a record, what was under way, and what was
-- looked for in an earlier life. Index: binding_newest.
SELECT b.id FROM integration i JOIN binding b ON b.integration = i.id AND b.id < i.restoring_below
WHERE i.id = :integration AND (b.linked OR b.forced OR b.phase IN ('claimed', 'sent', 'confirming'))
ORDER BY b.id DESC LIMIT :most
