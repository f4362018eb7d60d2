-- This person has read what happened since their last visit.
UPDATE visit SET before_at = NULL WHERE "user" = :user AND integration = :integration
