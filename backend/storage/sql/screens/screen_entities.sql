-- The entities whose objects an integration has. Index: tally_integration.
SELECT entity FROM tally WHERE integration = :integration GROUP BY entity HAVING sum(n) > 0 ORDER BY entity
