-- Only one's own.
DELETE FROM saved_view WHERE id = :id AND "user" = :user AND integration = :integration
