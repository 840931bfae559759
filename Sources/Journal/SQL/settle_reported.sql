-- Locks the open deliveries that a recipient took under its own reference, if they rest on clauses of which its client may receive;
-- more than one cannot be told apart.
--
-- $1 recipient, $2 reference, $3 clause[]
SELECT id, message, recipient, sender, clause, contract, channel, state, attempt, due_at, lease_token, reference, expires_at
FROM open_delivery
WHERE recipient = $1 AND reference = $2 AND clause = ANY ($3)
ORDER BY id
LIMIT 2
FOR UPDATE
