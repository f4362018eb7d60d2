-- All value maps of an integration.
SELECT name, code, value FROM value_map WHERE integration = :integration
