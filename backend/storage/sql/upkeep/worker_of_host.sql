-- Whether a worker of this host was heard of lately. Index: worker_seen's primary key; there are few.
SELECT EXISTS (
    SELECT FROM worker_seen WHERE starts_with(name, :prefix) AND seen_at > clock_timestamp() - interval '15 seconds') AS lives
