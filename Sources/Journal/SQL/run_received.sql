-- The document is whole: the run may be read, under the id the document is known by from here on. No row when the id is taken.
--
-- Attempts that failed do not take the id, if they were of the same bytes; the new one keeps their source, so that no row is doubled.
--
-- $1 id, $2 digest, $3 bytes, $4 chunks, $5 the document's id
UPDATE feed_run r
SET state = 2, digest = $2, bytes = $3, chunks = $4, document = $5,
    source = coalesce((
        SELECT o.source FROM feed_run o
        WHERE o.agency = r.agency AND o.feed = r.feed AND o.document = $5 AND o.source IS NOT NULL
        LIMIT 1
    ), r.source)
WHERE r.id = $1 AND r.state = 1
    AND NOT EXISTS (
        SELECT 1 FROM feed_run o
        WHERE o.agency = r.agency AND o.feed = r.feed AND o.document = $5 AND (o.state <> 5 OR o.digest <> $2)
    )
RETURNING r.id
