-- Items of a stopped sync that have not ended, from the end of the line: drains take from its beginning. Who is in flight is
-- among them: their outcome may just be being stored.
SELECT i.binding, i.sync, i.version, i.park, i.said, i.changed_at, c.fingerprint, b.kind
FROM sync_item i JOIN binding b ON b.id = i.binding LEFT JOIN cause c ON c.id = i.cause
WHERE i.sync = :sync AND i.binding < :below AND i.outcome IS NULL
ORDER BY i.binding DESC LIMIT :most
