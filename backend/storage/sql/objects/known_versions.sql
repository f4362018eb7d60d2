-- Hashes first: which of these versions are stored already.
SELECT v.object, v.version, v.hash
FROM object_version v JOIN unnest(:objects::bigint[], :versions::int[]) AS u (object, version)
  ON v.object = u.object AND v.version = u.version
