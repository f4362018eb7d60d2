-- Who did what to one object, newest first: its syncs, and what the audit trail names it in. A sync stands there already.
-- Indexes: sync_item_binding, audit_object.
(SELECT s.asked_at AS at, s.asked_by AS by, 'sync.' || s.verb AS action, s.id AS sync, i.outcome, '{}'::jsonb AS facts
 FROM sync_item i JOIN sync s ON s.id = i.sync WHERE i.binding = :id ORDER BY i.sync DESC LIMIT :most)
UNION ALL
(SELECT a.at, a.actor, a.action, NULL, NULL, a.facts
 FROM audit a WHERE a.integration = :integration AND a.subject = :subject AND a.action NOT LIKE 'sync.%'
 ORDER BY a.id DESC LIMIT :most)
ORDER BY at DESC LIMIT :most
