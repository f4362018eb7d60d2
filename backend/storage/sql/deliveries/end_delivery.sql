UPDATE delivery SET settled_at = clock_timestamp() WHERE id = :id
