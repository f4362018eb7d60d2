-- Items of a sync that may still wait, from the end of the line: drains take from its beginning.
SELECT i.binding, i.version, i.fence, i.park, i.said, c.fingerprint, b.kind
FROM sync_item i JOIN binding b ON b.id = i.binding LEFT JOIN cause c ON c.id = i.cause
WHERE i.sync = :sync AND i.binding < :below AND i.outcome IS NULL AND b.phase IN ('idle', 'blocked', 'confirming')
ORDER BY i.binding DESC LIMIT :most
