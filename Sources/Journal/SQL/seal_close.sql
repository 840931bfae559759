-- Closes ended streams whose entries are all in the log. A statement of its own, because its snapshot must be later than the moment
-- the connections were known to have ended.
--
-- $1 ids
UPDATE ledger_stream s
SET closed = true
WHERE s.id = ANY ($1)
    AND NOT EXISTS (SELECT 1 FROM ledger l WHERE l.stream = s.id AND l.seq > s.sealed_seq)
