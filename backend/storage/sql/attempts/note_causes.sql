-- What groups of errors have in common.
INSERT INTO cause (integration, fingerprint, class, sentence, sample)
SELECT :integration, u.fingerprint, u.class, u.sentence, u.sample
FROM unnest(:fingerprint::text[], :class::text[], :sentence::text[], :sample::text[]) AS u (fingerprint, class, sentence, sample)
ON CONFLICT (integration, fingerprint) DO UPDATE SET last_seen = now(), sentence = excluded.sentence
