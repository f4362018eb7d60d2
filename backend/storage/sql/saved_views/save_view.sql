-- The same name again: what it stands for from now on.
INSERT INTO saved_view ("user", integration, name, query, layout, opens)
VALUES (:user, :integration, :name, :query, :layout, :opens)
ON CONFLICT ("user", integration, name)
DO UPDATE SET query = excluded.query, layout = excluded.layout, opens = excluded.opens
