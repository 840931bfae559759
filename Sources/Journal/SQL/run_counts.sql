-- How many items of a run came to which verdict.
--
-- $1 run, $2 agency, $3 first day to look at
SELECT verdict, count(*) AS items FROM feed_row
WHERE day >= $3 AND run = $1 AND $2 = ANY (visible_to)
GROUP BY verdict ORDER BY verdict
