-- A document that never became whole is forgotten, so that it can be sent again.
--
-- $1 id
DELETE FROM feed_run WHERE id = $1 AND state = 1
