-- Begins the run of a document, or finds the run it began before.
--
-- $1 id, $2 feed, $3 agency, $4 client, $5 document, $6 content_type, $7 received_at, $8 source, $9 setup
WITH made AS (
    INSERT INTO feed_run (id, feed, agency, client, source, setup, document, digest, content_type, state, received_at,
        visible_to)
    VALUES ($1, $2, $3, $4, $8, $9, $5, '', $6, 1, $7, ARRAY[$3])
    ON CONFLICT DO NOTHING
    RETURNING id
)
SELECT id FROM made
