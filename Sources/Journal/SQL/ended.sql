-- Open deliveries resting on clauses under which nothing will leave again, if the book that says so is still the head.
--
-- $1 book version, $2 clauses, $3 limit
WITH head AS MATERIALIZED (
    SELECT version FROM head_held($1) AS h (version)
)
SELECT d.id FROM open_delivery d
WHERE d.clause = ANY ($2) AND d.state <> 3 AND d.due_at <= now()
    AND EXISTS (SELECT 1 FROM head)
ORDER BY d.id
LIMIT $3
