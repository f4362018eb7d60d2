-- The whole value map at once.
WITH gone AS (
    DELETE FROM value_map WHERE integration = :integration AND name = :name AND code <> ALL(:codes::text[]))
INSERT INTO value_map (integration, name, code, value)
SELECT :integration, :name, u.code, u.value FROM unnest(:codes::text[], :values::text[]) AS u (code, value)
ON CONFLICT (integration, name, code) DO UPDATE SET value = excluded.value
