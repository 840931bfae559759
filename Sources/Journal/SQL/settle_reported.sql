-- Locks the open deliveries that a recipient took under its own reference; more than one cannot be told apart.
--
-- $1 recipient, $2 reference
SELECT id, message, recipient, sender, clause, contract, channel, state, attempt, due_at, lease_token, reference, expires_at
FROM open_delivery
WHERE recipient = $1 AND reference = $2
ORDER BY id
LIMIT 2
FOR UPDATE
