-- The newest version of known objects.
UPDATE object o SET entity = u.entity, current_version = u.current_version, current_hash = u.current_hash,
    amount = u.amount, currency = u.currency, counterparty = u.counterparty
FROM unnest(:id::bigint[], :entity::text[], :current_version::int[], :current_hash::bytea[], :amount::numeric[],
            :currency::text[], :counterparty::text[])
    AS u (id, entity, current_version, current_hash, amount, currency, counterparty)
WHERE o.id = u.id
