-- The last message of each binding, and the cause it shares with others (a fingerprint; '' for none).
INSERT INTO binding_message (binding, text, cause, at)
SELECT u.binding, u.text, c.id, clock_timestamp()
FROM unnest(:binding::bigint[], :text::text[], :fingerprint::text[]) AS u (binding, text, fingerprint)
LEFT JOIN cause c ON c.integration = :integration AND c.fingerprint = u.fingerprint AND u.fingerprint <> ''
ON CONFLICT (binding) DO UPDATE SET text = excluded.text, cause = excluded.cause, at = excluded.at
