-- How far the disclosures of messages have come, as the agency may see them.
--
-- $1 messages, $2 agency, $3 first day to look at, $4 the last id that a delivery of each message can have
SELECT d.message, d.id, d.recipient, d.clause, d.contract, d.state, d.attempt, d.reference, NULL::text AS reason, d.expires_at,
    NULL::timestamptz AS closed_at
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
JOIN open_delivery d ON d.id > m.message AND d.id <= m.last
WHERE $2 = ANY (d.visible_to)
UNION ALL
SELECT c.message, c.id, c.recipient, c.clause, c.contract, c.state, c.attempt, c.reference, c.reason, NULL, c.closed_at
FROM unnest($1::uuid[], $4::uuid[]) AS m (message, last)
JOIN closed_delivery c ON c.id > m.message AND c.id <= m.last
WHERE c.day >= $3 AND $2 = ANY (c.visible_to)
ORDER BY 2
