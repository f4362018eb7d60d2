-- So far its bindings are marked; NULL: all are.
UPDATE integration SET restoring_below = :below WHERE id = :integration
