-- The attempts that did not end their delivery. Side by side with a limit, as in message_deliveries.sql.
--
-- $1 messages, $2 agency, $3 first day to look at, $4 the last id that a delivery of each message can have
SELECT a.delivery, a.attempt, a.at, a.result, a.reason
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
CROSS JOIN LATERAL (
    SELECT * FROM delivery_attempt o
    WHERE o.delivery > m.message AND o.delivery <= m.last AND o.day >= $3
    ORDER BY o.delivery, o.attempt, o.at
    LIMIT 1000000
) a
WHERE $2 = ANY (a.visible_to)
ORDER BY a.delivery, a.at
