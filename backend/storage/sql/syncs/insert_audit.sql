-- One act.
INSERT INTO audit (actor, action, integration, subject, facts)
VALUES (:actor, :action, :integration, :subject, :facts::jsonb)
