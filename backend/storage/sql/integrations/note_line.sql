-- How the line to the third party is doing; at most one write a second while nothing changes.
UPDATE integration SET
    trouble_since = CASE WHEN :trouble = '' THEN NULL WHEN trouble = '' THEN clock_timestamp() ELSE trouble_since END,
    connected_since = CASE WHEN :trouble <> '' THEN NULL WHEN connected_since IS NULL THEN clock_timestamp() ELSE connected_since END,
    last_push_at = CASE WHEN :trouble = '' THEN clock_timestamp() ELSE last_push_at END,
    trouble = :trouble
WHERE id = :integration
  AND (trouble <> :trouble OR last_push_at IS NULL OR (:trouble = '' AND last_push_at < clock_timestamp() - interval '1 second'))
