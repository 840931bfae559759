-- $1 agreement[], $2 version[], $3 clause[]
INSERT INTO clause (agreement, version, clause)
SELECT n.agreement, n.version, n.clause
FROM unnest($1::text[], $2::int[], $3::text[]) AS n (agreement, version, clause)
WHERE NOT EXISTS (
    SELECT 1 FROM clause c WHERE c.agreement = n.agreement AND c.version = n.version AND c.clause = n.clause
)
ORDER BY 1, 2, 3
ON CONFLICT DO NOTHING
