-- A person is here. After a while without it this is a new visit, and the last one ended when it was last noted.
INSERT INTO visit ("user", integration, seen_at, causes) VALUES (:user, :integration, now(), :causes::bigint[])
ON CONFLICT ("user", integration) DO UPDATE SET
    before_at = CASE WHEN visit.seen_at < now() - :away::interval THEN visit.seen_at ELSE visit.before_at END,
    before_causes = CASE WHEN visit.seen_at < now() - :away::interval THEN visit.causes ELSE visit.before_causes END,
    seen_at = now(), causes = excluded.causes
WHERE visit.seen_at < now() - :noted::interval
