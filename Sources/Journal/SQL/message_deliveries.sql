-- How far the disclosures of messages have come, as the agency may see them.
--
-- Side by side with a limit: of a join over a stretch of ids the planner knows nothing, and would read every day from end to end.
--
-- $1 messages, $2 agency, $3 first day to look at, $4 the last id that a delivery of each message can have
SELECT d.message, d.id, d.recipient, d.clause, d.contract, d.state, d.attempt, d.reference, NULL::text AS reason, d.expires_at,
    NULL::timestamptz AS closed_at
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
CROSS JOIN LATERAL (
    SELECT * FROM open_delivery o WHERE o.id > m.message AND o.id <= m.last ORDER BY o.id LIMIT 65535
) d
WHERE $2 = ANY (d.visible_to)
UNION ALL
SELECT c.message, c.id, c.recipient, c.clause, c.contract, c.state, c.attempt, c.reference, c.reason, NULL, c.closed_at
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
CROSS JOIN LATERAL (
    SELECT * FROM closed_delivery o WHERE o.id > m.message AND o.id <= m.last AND o.day >= $3 ORDER BY o.id LIMIT 65535
) c
WHERE $2 = ANY (c.visible_to)
ORDER BY 2
