-- The entries of sealed ranges in the order of the log.
--
-- $1 first index, $2 how many ranges
SELECT r.first_index, r.stream, r.first_seq, r.last_seq, l.seq, l.leaf, l.leaf_hash, l.opening, l.at
FROM (SELECT * FROM sealed_range WHERE first_index >= $1 ORDER BY first_index LIMIT $2) r
LEFT JOIN ledger l ON l.stream = r.stream AND l.seq BETWEEN r.first_seq AND r.last_seq AND l.at BETWEEN r.first_at AND r.last_at
ORDER BY r.first_index, l.seq
