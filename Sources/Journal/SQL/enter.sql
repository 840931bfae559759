-- Adds ledger entries that hang on no event key.
--
-- $1 stream, $2 last seq of the stream
-- $3 at[], $4 kind[], $5 message[], $6 leaf[], $7 opening[], $8 clauses as text[], $9 scope as text[], $10 leaf_hash[]
INSERT INTO ledger (at, stream, seq, kind, message, leaf, leaf_hash, opening, clauses, visible_to)
SELECT e.at, $1, $2 + e.n, e.kind, e.message, e.leaf, e.leaf_hash, e.opening, e.clauses::int[], e.scope::int[]
FROM unnest($3::timestamptz[], $4::smallint[], $5::uuid[], $6::bytea[], $7::bytea[], $8::text[], $9::text[], $10::bytea[])
    WITH ORDINALITY AS e (at, kind, message, leaf, opening, clauses, scope, leaf_hash, n)
