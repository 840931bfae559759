-- Where an entry stands in the log.
--
-- $1 stream, $2 seq
SELECT first_index + ($2 - first_seq) AS index FROM sealed_range
WHERE stream = $1 AND first_seq <= $2 AND last_seq >= $2
