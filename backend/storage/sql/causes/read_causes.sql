-- What is known of causes; of the third party's words as many characters as are asked for.
SELECT id, fingerprint, class, sentence, left(sample, :longest) AS sample, who, next_step, lack::text AS lack, first_seen, last_seen, note, owner,
       noted_by, noted_at
FROM cause WHERE integration = :integration AND id = ANY (:ids::bigint[])
