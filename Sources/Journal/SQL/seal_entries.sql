-- The entries that have committed and are not in the log yet, each stream in its order.
--
-- By number alone: a clock that was set back puts an entry into any month, and none may be left behind for it. The primary key finds
-- the next number of a stream, or that a month has none, in one descent.
--
-- $1 limit per stream
SELECT s.id AS stream, s.sealed_seq, l.seq, l.leaf_hash, l.at, l.clauses
FROM ledger_stream s
CROSS JOIN LATERAL (
    SELECT e.seq, e.leaf_hash, e.at, e.clauses
    FROM ledger e
    WHERE e.stream = s.id AND e.seq > s.sealed_seq
    ORDER BY e.seq
    LIMIT $1
) l
WHERE NOT s.closed
ORDER BY s.id, l.seq
