-- Open deliveries resting on clauses under which nothing may leave any more.
--
-- $1 recipient, $2 clauses still good, $3 limit
SELECT id FROM open_delivery
WHERE recipient = $1 AND state <> 3 AND NOT clause = ANY ($2) AND due_at <= now()
ORDER BY id
LIMIT $3
