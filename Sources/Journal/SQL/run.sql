-- A run as the agency may see it.
--
-- $1 id, $2 agency
SELECT id, feed, agency, client, source, setup, document, digest, content_type, bytes, chunks, state, items_done, reason,
    received_at, finished_at
FROM feed_run WHERE id = $1 AND $2 = ANY (visible_to)
