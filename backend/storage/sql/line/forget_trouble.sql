-- What the line said last is over: nobody has tried since it was mended.
UPDATE integration SET trouble = '', trouble_since = NULL, connected_since = NULL WHERE id = :id AND trouble <> ''
