-- Tables of ours that changed a lot since the planner last looked.
SELECT relname FROM pg_stat_user_tables
WHERE relname IN ('object', 'object_version', 'binding', 'edge', 'remote_record', 'attempt', 'tally')
  AND n_mod_since_analyze > 500 + n_live_tup / 5
