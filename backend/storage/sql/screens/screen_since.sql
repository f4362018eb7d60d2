-- What is in step, of the newest that changed since then. Index: binding_changed.
SELECT count(*) FILTER (WHERE b.status = 'success') AS success, count(*) AS looked_at
FROM (SELECT status FROM binding WHERE integration = :integration AND changed_at > :since
      ORDER BY changed_at DESC, id DESC LIMIT :most) b
