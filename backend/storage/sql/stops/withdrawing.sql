-- Syncs that were stopped, and whose items are still being withdrawn. Index: sync_withdrawing.
SELECT id, integration FROM sync WHERE withdrawing ORDER BY id
