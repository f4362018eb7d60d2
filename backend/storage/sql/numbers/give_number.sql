-- Another number for an object there, instead of one that it was given before.
INSERT INTO given_number (binding, integration, kind, number, given_by)
SELECT id, integration, kind, :number, :by FROM binding WHERE id = :binding
ON CONFLICT (binding) DO UPDATE SET number = excluded.number, given_by = excluded.given_by, given_at = excluded.given_at
