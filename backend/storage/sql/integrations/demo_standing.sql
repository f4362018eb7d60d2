-- Whether a demo marked this database, whether anything is in it, and its oldest integration. Once, at the start of a demo.
SELECT EXISTS (SELECT FROM audit WHERE action = 'demo.prepared') AS marked,
       NOT (EXISTS (SELECT FROM integration) OR EXISTS (SELECT FROM object)
            OR EXISTS (SELECT FROM "user") OR EXISTS (SELECT FROM api_key)) AS empty,
       (SELECT jsonb_build_object('id', id, 'name', name, 'connector', connector, 'config', config)
        FROM integration ORDER BY id LIMIT 1) AS oldest
