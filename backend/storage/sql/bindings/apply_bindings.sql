-- Write what was decided, under the fence that was read. The rows are locked by lock_bindings in the same transaction.
-- Those that are silent have nothing to say any more. An intent follows its claim at once: the time of that stays, and so the
-- row stays in its page.
WITH written AS (
    UPDATE binding b SET
        want = u.want, forced = u.forced, phase = u.phase, park = u.park, next_at = u.next_at, wanted_at = u.wanted_at,
        quarantine_until = u.quarantine_until, fence = u.fence, lease_until = u.lease_until, open_attempt = u.open_attempt,
        create_epoch = u.create_epoch, epoch_unknown = u.epoch_unknown, level = u.level,
        desired_version = u.desired_version, desired_hash = decode(u.desired_hash, 'base64'),
        synced_version = u.synced_version, synced_hash = decode(u.synced_hash, 'base64'), linked = u.linked,
        fail_count = u.fail_count, crash_count = u.crash_count,
        revision = b.revision + 1,
        changed_at = CASE WHEN u.phase = 'sent' THEN b.changed_at ELSE coalesce(read.changed_at, clock_timestamp()) END
    FROM unnest(:fences_read::bigint[], :times::timestamptz[]) WITH ORDINALITY AS read (fence, changed_at, place)
    JOIN ROWS FROM (json_to_recordset(:rows::json) AS (
        id bigint, want bool, forced bool, phase text, park text, next_at timestamptz, wanted_at timestamptz,
        quarantine_until timestamptz, fence bigint, lease_until timestamptz, open_attempt bigint, create_epoch int,
        epoch_unknown bool, level text, desired_version int, desired_hash text, synced_version int, synced_hash text,
        linked bool, fail_count int, crash_count int)) WITH ORDINALITY AS u
        (id, want, forced, phase, park, next_at, wanted_at, quarantine_until, fence, lease_until, open_attempt, create_epoch,
         epoch_unknown, level, desired_version, desired_hash, synced_version, synced_hash, linked, fail_count, crash_count,
         place) ON u.place = read.place
    WHERE b.id = u.id AND b.fence = read.fence
    RETURNING b.id),
silenced AS (
    DELETE FROM binding_message WHERE binding = ANY(:silent))
SELECT id FROM written
