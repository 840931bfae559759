-- Locks the closed deliveries that a recipient took under its own reference. A statement of its own behind settle_reported.sql: a
-- delivery that was being closed meanwhile is seen here.
--
-- $1 recipient, $2 reference, $3 clause[]
SELECT day, id, message, recipient, sender, clause, contract, channel, state, attempt, lease_token, reference, reason, expires_at
FROM closed_delivery
WHERE recipient = $1 AND reference = $2 AND clause = ANY ($3)
ORDER BY id
LIMIT 2
FOR UPDATE
