-- The records that pushes made or looks found.
INSERT INTO remote_record (binding, integration, kind, remote_id, number, url)
SELECT u.binding, :integration, b.kind, u.remote_id, u.number, u.url
FROM unnest(:binding::bigint[], :remote_id::text[], :number::text[], :url::text[]) AS u (binding, remote_id, number, url)
JOIN binding b ON b.id = u.binding
ON CONFLICT (binding) DO UPDATE SET remote_id = excluded.remote_id,
    number = CASE WHEN excluded.number <> '' THEN excluded.number ELSE remote_record.number END,
    url = CASE WHEN excluded.url <> '' THEN excluded.url ELSE remote_record.url END
