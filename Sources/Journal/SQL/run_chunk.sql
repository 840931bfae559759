-- Spools one sealed chunk of a document.
--
-- $1 day, $2 run, $3 n, $4 ring, $5 wrap, $6 ciphertext
INSERT INTO feed_chunk (day, run, n, ring, wrap, ciphertext) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (day, run, n) DO UPDATE SET ring = excluded.ring, wrap = excluded.wrap, ciphertext = excluded.ciphertext
