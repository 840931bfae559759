-- The attempts that did not end their delivery.
--
-- $1 messages, $2 agency, $3 first day to look at
SELECT delivery, attempt, at, result, reason
FROM delivery_attempt
WHERE day >= $3 AND message = ANY ($1) AND $2 = ANY (visible_to)
ORDER BY delivery, at
