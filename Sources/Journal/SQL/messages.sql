-- An agency's own events of one id.
--
-- $1 agency, $2 id
SELECT k.message, s.uri, k.accepted_at, l.stream, l.seq, l.leaf, l.opening
FROM event_key k
JOIN source s ON s.key = k.source
JOIN ledger l ON l.message = k.message AND l.kind = 1 AND l.at = k.accepted_at
WHERE k.agency = $1 AND k.id = $2
ORDER BY s.uri
