-- Lock bindings in the order of their ids (no two writers can wait for each other) and read what the protocol needs. The
-- clock is read outside of what locks: as each row comes out of its lock, and so the last one after all that was waited for.
SELECT locked.*, clock_timestamp() AS now
FROM (SELECT id, category, want, forced, phase, park, next_at, wanted_at, quarantine_until, fence, lease_until, open_attempt,
             create_epoch, epoch_unknown, level, desired_version, desired_hash, synced_version, synced_hash, linked,
             fail_count, crash_count
      FROM binding WHERE id = ANY(:ids) ORDER BY id FOR UPDATE) AS locked
