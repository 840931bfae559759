-- The tallies of clauses.
--
-- $1 clauses
SELECT clause, entries, running, last_index FROM tally WHERE clause = ANY ($1)
