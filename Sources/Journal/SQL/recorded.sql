-- Which entries that claim no key are in the ledger already: after a lost connection nobody knows whether they were committed.
--
-- $1 message[], $2 earliest at, $3 latest at
SELECT l.message, l.stream, l.seq
FROM ledger l
WHERE l.message = ANY ($1) AND l.kind IN (2, 3) AND l.at >= $2 AND l.at <= $3
