-- These bindings have nothing to say any more.
DELETE FROM binding_message WHERE binding = ANY(:ids)
