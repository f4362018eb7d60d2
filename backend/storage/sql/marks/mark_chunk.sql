-- What decide() says of a press (T10, T13), for a chunk of locked bindings whom the verb still sends; and the sync's items.
-- All of a sync have their turn by when it was asked for, or may no longer be undone.
WITH marked AS (
    UPDATE binding b SET
        phase = CASE WHEN :forced::boolean THEN 'confirming' ELSE 'idle' END, want = NOT :forced, forced = b.forced OR :forced,
        park = NULL, fail_count = 0, crash_count = least(b.crash_count, 1), wanted_at = NULL,
        next_at = :due_at::timestamptz
            - CASE WHEN b.category = 'master_data' THEN :before_documents::interval ELSE interval '0' END,
        quarantine_until = CASE WHEN NOT :forced THEN b.quarantine_until END,
        revision = b.revision + 1, changed_at = clock_timestamp()
    WHERE b.id = ANY(:ids) AND b.carried AND b.status = ANY(:statuses::text[])
      AND coalesce(b.park <> ALL(:resolve_first::text[]), true)
    RETURNING b.id, b.desired_version, old.park AS park, old.changed_at AS changed_at),
item AS (
    INSERT INTO sync_item (sync, binding, version, park, said, cause, changed_at)
    SELECT :sync::bigint, k.id, k.desired_version, k.park, m.text, m.cause, k.changed_at
    FROM marked k LEFT JOIN binding_message m ON m.binding = k.id),
silent AS (
    DELETE FROM binding_message m USING marked k WHERE m.binding = k.id)
SELECT id FROM marked
