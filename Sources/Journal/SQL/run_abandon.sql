-- A document that never became whole is forgotten, so that it can be sent again.
--
-- $1 id, $2 the day it was begun
WITH gone AS (
    DELETE FROM feed_run WHERE id = $1 AND state = 1 RETURNING id
)
DELETE FROM feed_chunk c USING gone WHERE c.day = $2 AND c.run = gone.id
