-- Nothing of a stopped sync waits any more.
UPDATE sync SET withdrawing = false WHERE id = :sync AND withdrawing
RETURNING pg_notify('syncline', integration || ':' || pg_current_xact_id()) AS rung
