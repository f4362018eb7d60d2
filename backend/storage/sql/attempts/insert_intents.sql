-- The intents of one request, in its order: answers that come later are read by it. insert_looks keeps the look-ups.
WITH intent AS (
    INSERT INTO attempt (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, intended_at)
    SELECT u.binding, u.operation, u.version, decode(u.version_hash, 'base64'), u.level, u.epoch, u.key,
           decode(u.body_hash, 'base64'), u.fence, u.intended_at
    FROM ROWS FROM (json_to_recordset(:intents::json) AS (
        binding bigint, operation text, version int, version_hash text, level text, epoch int, key text, body_hash text,
        fence bigint, intended_at timestamptz)) WITH ORDINALITY
        AS u (binding, operation, version, version_hash, level, epoch, key, body_hash, fence, intended_at, place)
    ORDER BY u.place
    RETURNING id, binding),
used AS (
    INSERT INTO usage (integration, month, transactions, avoided)
    SELECT (SELECT integration FROM binding WHERE id = (SELECT min(binding) FROM intent)), this_month(), count(*), 0
    FROM intent HAVING count(*) > 0)
SELECT id, binding FROM intent
