-- The evidence of events accepted before, for the same receipt again.
--
-- $1 agency[], $2 id[], $3 source[]
SELECT k.agency, k.id, k.source, k.message, k.fingerprint, l.stream, l.seq, l.leaf, l.opening
FROM unnest($1::int[], $2::uuid[], $3::int[]) AS q (agency, id, source)
JOIN event_key k ON k.agency = q.agency AND k.id = q.id AND k.source = q.source
JOIN ledger l ON l.message = k.message AND l.kind = 1 AND l.at = k.accepted_at
