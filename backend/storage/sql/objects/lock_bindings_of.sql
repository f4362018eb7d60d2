-- Lock the bindings of objects, at all integrations, in the order that every writer keeps. Index: binding (object, …).
SELECT id FROM binding WHERE object = ANY(:objects) ORDER BY id FOR UPDATE
