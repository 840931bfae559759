-- $1 uris
INSERT INTO source (uri) SELECT n FROM unnest($1::text[]) AS n WHERE NOT EXISTS (SELECT 1 FROM source WHERE uri = n) ORDER BY n
ON CONFLICT DO NOTHING
