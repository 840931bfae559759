-- Ends a run.
--
-- $1 run, $2 holder, $3 state, $4 reason
UPDATE feed_run SET state = $3, reason = $4, finished_at = now() WHERE id = $1 AND holder = $2 AND state = 3
