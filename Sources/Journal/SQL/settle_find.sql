-- Locks the deliveries to be settled, in the order of their ids.
--
-- $1 id[]
SELECT id, message, recipient, sender, clause, contract, channel, state, attempt, due_at, lease_token, reference, expires_at
FROM open_delivery
WHERE id = ANY ($1)
ORDER BY id
FOR UPDATE
