-- What a sync is about to mark; why each was in error, before that is cleared.
INSERT INTO sync_item (sync, binding, version, park, said, cause)
SELECT :sync::bigint, b.id, b.desired_version, b.park, m.text, m.cause
FROM binding b LEFT JOIN binding_message m ON m.binding = b.id AND b.park IS NOT NULL
WHERE b.id = ANY(:ids)
