-- Ends a run.
--
-- $1 run, $2 process, $3 state, $4 reason
UPDATE feed_run SET state = $3, reason = $4, finished_at = now() WHERE id = $1 AND process = $2 AND state = 3
