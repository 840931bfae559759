-- The document is whole: the run may be read. A document without an id of its own is known by its content from here on.
--
-- $1 id, $2 digest, $3 bytes, $4 chunks, $5 the document's id
UPDATE feed_run SET state = 2, digest = $2, bytes = $3, chunks = $4, document = $5 WHERE id = $1 AND state = 1
