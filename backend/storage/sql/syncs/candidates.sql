-- Bindings as a plan sees them. `stopped`: what is pending would not be sent again, as its sync was stopped; asked only where a
-- press takes it over. Index: sync_item_binding.
SELECT b.id, o.kind, o.key, b.status, b.park, b.desired_version, b.carried,
       :takes_over::boolean AND b.status = 'pending'
       AND (b.want OR b.forced OR b.phase <> 'confirming' OR b.open_attempt IS NOT NULL)  -- else it is only compared
       AND EXISTS (SELECT FROM sync_item i JOIN sync s ON s.id = i.sync
                   WHERE i.binding = b.id AND i.outcome IS NULL AND s.stopped_at IS NOT NULL) AS stopped
FROM binding b JOIN object o ON o.id = b.object
WHERE b.integration = :integration AND b.id = ANY(:ids) ORDER BY b.id
