-- The bindings of objects at one integration.
SELECT id, object FROM binding WHERE integration = :integration AND object = ANY(:objects)
