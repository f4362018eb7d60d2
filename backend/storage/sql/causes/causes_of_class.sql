-- Index: cause's by integration and fingerprint.
SELECT id FROM cause WHERE integration = :integration AND class = :error_class
