-- Tables of ours that doubled since the planner last looked; smaller changes are autovacuum's business.
SELECT c.relname FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
WHERE c.relname IN ('object', 'object_version', 'binding', 'edge', 'remote_record', 'attempt', 'tally')
  AND s.n_live_tup > 500 + 2 * c.reltuples
