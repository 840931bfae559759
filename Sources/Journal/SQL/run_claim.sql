-- Takes the oldest run that waits, or whose reader has not been heard of.
--
-- $1 holder, $2 process, $3 seconds to hold
UPDATE feed_run r
SET state = 3, holder = $1, process = $2, held_until = now() + make_interval(secs => $3)
FROM (
    SELECT id FROM feed_run
    WHERE state = 2 OR (state = 3 AND held_until < now())
    ORDER BY received_at
    LIMIT 1
    FOR UPDATE SKIP LOCKED
) q
WHERE r.id = q.id
RETURNING r.id, r.feed, r.agency, r.client, r.source, r.setup, r.document, r.digest, r.content_type, r.bytes, r.chunks, r.state,
    r.items_done, r.reason, r.received_at, r.finished_at
