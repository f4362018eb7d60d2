-- What was last sent of a binding. Index: attempt_binding.
SELECT version, body_hash, blamed FROM attempt WHERE binding = :binding AND operation <> 'look' ORDER BY id DESC LIMIT 1
