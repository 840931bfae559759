-- How far the disclosures of messages have come, as the agency may see them.
--
-- $1 messages, $2 agency, $3 first day to look at
SELECT d.message, d.id, d.recipient, d.clause, d.contract, d.state, d.attempt, d.reference, NULL::text AS reason, d.expires_at,
    NULL::timestamptz AS closed_at
FROM open_delivery d
WHERE d.message = ANY ($1) AND $2 = ANY (d.visible_to)
UNION ALL
SELECT c.message, c.id, c.recipient, c.clause, c.contract, c.state, c.attempt, c.reference, c.reason, NULL, c.closed_at
FROM closed_delivery c
WHERE c.day >= $3 AND c.message = ANY ($1) AND $2 = ANY (c.visible_to)
ORDER BY 2
