-- $1 ids
INSERT INTO contract (id) SELECT n FROM unnest($1::text[]) AS n WHERE NOT EXISTS (SELECT 1 FROM contract WHERE id = n) ORDER BY n
ON CONFLICT DO NOTHING
