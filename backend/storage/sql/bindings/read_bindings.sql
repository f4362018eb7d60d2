-- What lock_bindings reads, without the lock.
SELECT id, category, want, forced, phase, park, next_at, wanted_at, quarantine_until, fence, lease_until, open_attempt,
       create_epoch, epoch_unknown, level, desired_version, desired_hash, synced_version, synced_hash, linked,
       fail_count, crash_count, clock_timestamp() AS now
FROM binding WHERE id = ANY(:ids) ORDER BY id
