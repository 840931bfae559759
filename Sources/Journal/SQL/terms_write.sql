-- Keeps the terms of a book's clauses; agencies that have joined since may see them too. What stands already is not touched.
--
-- $1 sha256[], $2 canonical[], $3 visible_to of each, as text
INSERT INTO terms AS t (sha256, canonical, visible_to)
SELECT DISTINCT ON (u.sha256) u.sha256, u.canonical, u.visible_to::int[]
FROM unnest($1::bytea[], $2::bytea[], $3::text[]) AS u (sha256, canonical, visible_to)
WHERE NOT EXISTS (SELECT 1 FROM terms e WHERE e.sha256 = u.sha256 AND e.visible_to @> u.visible_to::int[])
ON CONFLICT (sha256) DO UPDATE
SET visible_to = (SELECT array_agg(DISTINCT k ORDER BY k) FROM unnest(t.visible_to || excluded.visible_to) AS k)
