-- A person's own, by name.
SELECT id, name, query, layout, opens FROM saved_view
WHERE "user" = :user AND integration = :integration
ORDER BY lower(name), name
