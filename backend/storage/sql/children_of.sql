-- Who waits for these bindings, or was parked because of them, and needs a decision.
SELECT DISTINCT e.child FROM edge e
JOIN binding c ON c.id = e.child AND (c.phase = 'blocked' OR c.park = 'blocked')
JOIN object o ON o.kind = e.kind AND o.key = e.key
JOIN binding p ON p.object = o.id AND p.integration = e.integration
WHERE p.id = ANY(:ids)
