-- Forgets uploads that never became whole.
--
-- $1 begun before
DELETE FROM feed_run WHERE state = 1 AND received_at < $1
