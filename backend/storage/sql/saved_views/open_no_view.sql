-- The list opens with all, until another view is named for it.
UPDATE saved_view SET opens = false WHERE "user" = :user AND integration = :integration AND opens
