-- New objects; one that somebody else just stored is left out.
INSERT INTO object (kind, key, category, entity, current_version, current_hash, amount, currency, counterparty)
SELECT * FROM unnest(:kind::text[], :key::text[], :category::text[], :entity::text[], :current_version::int[],
                     :current_hash::bytea[], :amount::numeric[], :currency::text[], :counterparty::text[])
ON CONFLICT (kind, key) DO NOTHING RETURNING id, kind, key
