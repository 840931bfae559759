-- Tiles by their place.
--
-- $1 level[], $2 n[]
SELECT t.level, t.n, t.hashes FROM unnest($1::smallint[], $2::bigint[]) AS w (level, n) JOIN tile t USING (level, n)
