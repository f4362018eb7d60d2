-- Look-ups are kept beside the writes that they explain. These were one call: one transaction, unless it was counted before.
WITH look AS (
    INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence,
                         outcome, learned_by, outcome_at, sentence, remote_id, differences, records, exchange)
    SELECT u.binding, 'look', u.version, u.version_hash, u.level, u.epoch, u.key, u.version_hash, u.fence,
           u.outcome, 'look', clock_timestamp(), u.sentence, u.remote_id, u.differences::jsonb, u.records::jsonb, u.exchange
    FROM unnest(:binding::bigint[], :version::int[], :version_hash::bytea[], :level::text[], :epoch::int[], :key::text[],
                :fence::bigint[], :outcome::text[], :sentence::text[], :remote_id::text[],
                :differences::text[], :records::text[], :exchange::bigint[])
        AS u (binding, version, version_hash, level, epoch, key, fence, outcome, sentence, remote_id, differences, records,
              exchange)
    RETURNING binding)
INSERT INTO usage (integration, month, transactions, avoided)
SELECT (SELECT integration FROM binding WHERE id = (SELECT min(binding) FROM look)), this_month(), 1, 0
FROM look HAVING count(*) > 0 AND NOT :counted::boolean
