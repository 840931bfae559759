-- The agreements of clauses.
--
-- $1 clauses
SELECT key, agreement FROM clause WHERE key = ANY ($1)
