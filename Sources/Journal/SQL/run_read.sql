-- One sealed chunk of a document.
--
-- $1 day, $2 run, $3 n
SELECT ring, wrap, ciphertext FROM feed_chunk WHERE day = $1 AND run = $2 AND n = $3
