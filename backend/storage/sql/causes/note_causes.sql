-- What groups of errors have in common.
INSERT INTO cause (integration, fingerprint, class, sentence, sample, who, next_step, lack)
SELECT :integration, u.fingerprint, u.class, u.sentence, u.sample, u.who, u.next_step, u.lack::jsonb
FROM unnest(:fingerprint::text[], :class::text[], :sentence::text[], :sample::text[], :who::text[], :next_step::text[],
            :lack::text[])
    AS u (fingerprint, class, sentence, sample, who, next_step, lack)
ON CONFLICT (integration, fingerprint) DO UPDATE
SET last_seen = now(), class = excluded.class, sentence = excluded.sentence, who = excluded.who, next_step = excluded.next_step,
    lack = excluded.lack
