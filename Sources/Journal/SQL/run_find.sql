-- The run of a document.
--
-- $1 agency, $2 feed, $3 document
SELECT id, feed, agency, client, document, digest, content_type, bytes, chunks, state, items_done, reason, received_at, finished_at
FROM feed_run WHERE agency = $1 AND feed = $2 AND document = $3
