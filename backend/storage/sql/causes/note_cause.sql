UPDATE cause SET note = :note, owner = :owner, noted_by = :by, noted_at = clock_timestamp() WHERE id = :cause
