-- A binding's attempts and looks, newest first, and who asked for each: the latest sync that was open when it was made.
-- Indexes: attempt_binding, sync_item_binding.
SELECT a.id, a.intended_at, a.operation, a.version, a.level, a.outcome, a.error_class,
       coalesce(nullif(a.trouble, ''), a.sentence) AS sentence, a.raw, a.codes, a.support_id, x.seconds, a.exchange, a.exchange IS NOT NULL AND x.id IS NULL AS forgotten, a.key, a.remote_id, a.differences, a.records,
       coalesce(asked.by, '') AS by,
       a.outcome IS NULL AND a.acknowledged_at IS NOT NULL AS acknowledged,
       a.outcome IS NULL AND (b.phase <> 'sent' OR b.open_attempt IS DISTINCT FROM a.id OR a.trouble <> '') AS unknown,
       ARRAY(SELECT r.remote_id FROM jsonb_array_elements(a.records) AS seen (record)
             JOIN remote_record r ON r.remote_id = record ->> 'id'
             WHERE r.integration = b.integration AND r.kind = b.kind AND r.binding <> b.id) AS taken
FROM attempt a
JOIN binding b ON b.id = a.binding
LEFT JOIN exchange x ON x.id = a.exchange
LEFT JOIN LATERAL (
    SELECT s.asked_by AS by FROM sync_item i JOIN sync s ON s.id = i.sync
    WHERE i.binding = a.binding AND s.asked_at <= a.intended_at AND (i.outcome_at IS NULL OR i.outcome_at >= a.intended_at)
    ORDER BY i.sync DESC LIMIT 1) asked ON true
WHERE a.binding = :id ORDER BY a.id DESC LIMIT :most
