-- The keys of creations that were carried out, or may have been. Index: attempt_binding.
SELECT DISTINCT binding, key FROM attempt
WHERE binding = ANY(:ids) AND operation = 'create' AND (outcome IS NULL OR outcome NOT IN ('rejected', 'not_applied'))
