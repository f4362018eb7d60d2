-- A home knew a life of this database that is gone: no other home shall be surprised by it.
INSERT INTO instance_log (life, why) VALUES (:life, 'lost') ON CONFLICT (life) DO NOTHING
