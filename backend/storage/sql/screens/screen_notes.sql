-- What people wrote beside these causes. Index: cause's primary key.
SELECT id, note FROM cause WHERE id = ANY(:causes) AND note <> ''
