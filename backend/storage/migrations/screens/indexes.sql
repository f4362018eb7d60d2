-- What the screens look for and the first tables do not find. All are partial or written once a row.
CREATE INDEX binding_master_data ON binding (integration, id DESC) WHERE category = 'master_data';  -- older than most finance
CREATE INDEX binding_revised ON binding (integration, desired_version, id DESC) WHERE desired_version > 1;
CREATE INDEX sync_item_binding ON sync_item (binding, sync DESC);                                   -- who asked for an object
CREATE INDEX attempt_applied ON attempt (outcome_at) WHERE outcome = 'applied';                     -- pushes an hour
CREATE INDEX object_key_lower ON object (lower(key) text_pattern_ops, id);                          -- how a key begins
CREATE INDEX object_amount ON object (coalesce(currency, ''), (-coalesce(amount, 0)), id) WHERE category = 'finance';  -- by amount
CREATE INDEX audit_object ON audit (integration, subject, id DESC) WHERE subject <> '';             -- what was done to an object
