-- Since when a person is told what happened, and whether to note that they are here. Index: visit's primary key.
SELECT before_at, before_causes, seen_at < now() - :noted::interval AS due
FROM visit WHERE "user" = :user AND integration = :integration
