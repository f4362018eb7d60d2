-- What lock_bindings, keep_slot, insert_intents and apply_bindings do of a request, at once and committed: of rows that are all
-- as they were claimed, else nothing. What was decided at the claim is moved by the time since. What is asked of the integration and of
-- stops is asked once the rows are locked: by functions that are volatile, so they see what is committed then.
WITH given AS MATERIALIZED (
    SELECT * FROM ROWS FROM (json_to_recordset(:intents::json) AS (
        binding bigint, operation text, version int, version_hash text, level text, epoch int, key text, body_hash text,
        fence bigint, desired_version int, lease_until timestamptz, next_at timestamptz, quarantine_until timestamptz))
        WITH ORDINALITY AS u
        (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, desired_version, lease_until,
         next_at, quarantine_until, place)),
locked AS MATERIALIZED (
    SELECT id, fence, phase, want, desired_version, lease_until FROM binding WHERE id = ANY(:ids) ORDER BY id FOR UPDATE),
ready AS MATERIALIZED (
    SELECT count(*) = cardinality(:ids::bigint[]) AS are_all FROM given u
    JOIN locked l ON l.id = u.binding AND l.fence = u.fence AND l.desired_version = u.desired_version
    WHERE l.phase = 'claimed' AND l.want AND l.lease_until > clock_timestamp()),
kept AS (
    UPDATE slot SET lease_until = clock_timestamp() + :lease::interval
    FROM (SELECT i.id FROM integration i
          WHERE (SELECT are_all FROM ready) AND i.id = :integration
            AND may_push(i, :number, :config::jsonb, :restored_at::timestamptz, :probe::boolean)
          FOR SHARE) AS allowed
    WHERE slot.integration = allowed.id AND slot.number = :number AND slot.fence = :fence
      AND slot.lease_until > clock_timestamp()
    RETURNING clock_timestamp() AS at, is_withdrawing() AS withdrawing),
moved AS (SELECT at, at - :claimed_at::timestamptz AS passed FROM kept WHERE NOT withdrawing),
intent AS (
    INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, intended_at)
    SELECT u.binding, u.operation, u.version, decode(u.version_hash, 'base64'), u.level, u.epoch, u.key,
           decode(u.body_hash, 'base64'), u.fence, moved.at
    FROM given u, moved ORDER BY u.place
    RETURNING id, binding),
used AS (
    INSERT INTO usage (integration, month, transactions, avoided)
    SELECT :integration, this_month(), count(*), 0 FROM intent HAVING count(*) > 0),
silenced AS (
    DELETE FROM binding_message WHERE binding IN (SELECT binding FROM intent)),
made AS MATERIALIZED (  -- by itself: beside the table, which is thought to have one such row, each would be compared with each
    SELECT u.binding, u.fence, u.level, intent.id AS attempt, u.lease_until + moved.passed AS lease_until,
           u.next_at + moved.passed AS next_at, u.quarantine_until + moved.passed AS quarantine_until
    FROM intent JOIN given u ON u.binding = intent.binding, moved)
UPDATE binding b SET
    phase = 'sent', want = false, open_attempt = m.attempt, level = m.level,
    lease_until = m.lease_until, next_at = m.next_at, quarantine_until = m.quarantine_until, revision = b.revision + 1
FROM made m
WHERE b.id = m.binding AND b.fence = m.fence
RETURNING b.id AS binding, m.attempt AS id
