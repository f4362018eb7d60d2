-- What was last done, or seen, of a binding. Index: attempt_binding.
SELECT operation, outcome FROM attempt WHERE binding = :binding ORDER BY id DESC LIMIT 1
