-- The attempts that did not end their delivery.
--
-- $1 messages, $2 agency, $3 first day to look at, $4 the last id that a delivery of each message can have
SELECT a.delivery, a.attempt, a.at, a.result, a.reason
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
JOIN delivery_attempt a ON a.delivery > m.message AND a.delivery <= m.last
WHERE a.day >= $3 AND $2 = ANY (a.visible_to)
ORDER BY a.delivery, a.at
