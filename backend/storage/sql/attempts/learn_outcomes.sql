-- What became of attempts. An outcome is set once: NULL leaves it open and keeps why.
UPDATE attempt a SET outcome = u.outcome, learned_by = CASE WHEN u.outcome IS NULL THEN NULL ELSE :learned_by::text END,
    outcome_at = CASE WHEN u.outcome IS NULL THEN NULL ELSE clock_timestamp() END,
    later = a.later OR u.later,
    acknowledged_at = CASE WHEN u.acknowledged THEN clock_timestamp() ELSE a.acknowledged_at END,
    trouble = u.trouble, error_class = u.error_class, sentence = u.sentence, raw = u.raw,
    codes = string_to_array(u.codes, E'\n'), support_id = u.support_id, blamed = u.blamed, remote_id = u.remote_id,
    exchange = coalesce(u.exchange, a.exchange)
FROM unnest(:id::bigint[], :outcome::text[], :acknowledged::bool[], :later::bool[], :trouble::text[], :error_class::text[], :sentence::text[],
            :raw::text[], :codes::text[], :support_id::text[], :blamed::text[], :remote_id::text[], :exchange::bigint[])
    AS u (id, outcome, acknowledged, later, trouble, error_class, sentence, raw, codes, support_id, blamed, remote_id, exchange)
WHERE a.id = u.id AND a.outcome IS NULL
