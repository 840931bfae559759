-- The entries at some places of the log, in its order. A place that comes twice has been tampered with, so there is room for one more.
--
-- $1 first index, $2 how many places
SELECT r.first_index + l.seq - r.first_seq AS index, r.stream, l.seq, l.leaf
FROM (
    SELECT first_index, stream, first_seq, last_seq, first_at, last_at FROM sealed_range
    WHERE first_index < $1 + $2
        AND first_index >= coalesce((SELECT max(first_index) FROM sealed_range WHERE first_index <= $1), 0)
    ORDER BY first_index
    LIMIT $2
) r
CROSS JOIN LATERAL (
    SELECT e.seq, e.leaf FROM ledger e
    WHERE e.stream = r.stream
        AND e.seq >= greatest(r.first_seq, r.first_seq + $1 - r.first_index)
        AND e.seq <= least(r.last_seq, r.first_seq + $1 + $2 - 1 - r.first_index)
        AND e.at BETWEEN r.first_at AND r.last_at
    ORDER BY e.seq
    LIMIT $2 + 1
) l
ORDER BY index
LIMIT $2 + 1
