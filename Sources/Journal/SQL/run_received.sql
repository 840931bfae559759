-- The document is whole: the run may be read.
--
-- $1 id, $2 digest, $3 bytes, $4 chunks
UPDATE feed_run SET state = 2, digest = $2, bytes = $3, chunks = $4 WHERE id = $1 AND state = 1
