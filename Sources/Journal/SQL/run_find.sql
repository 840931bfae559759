-- The run of a document; of several attempts the one that has not failed, else the last.
--
-- $1 agency, $2 feed, $3 document
SELECT id, feed, agency, client, source, setup, document, digest, content_type, bytes, chunks, state, items_done, reason,
    received_at, finished_at
FROM feed_run WHERE agency = $1 AND feed = $2 AND document = $3
ORDER BY state = 5, received_at DESC
LIMIT 1
