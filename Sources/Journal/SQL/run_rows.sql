-- The results of a run, in the order of the document.
--
-- $1 run, $2 agency, $3 after n, $4 limit, $5 first day to look at
SELECT n, position, verdict, message, detail FROM feed_row
WHERE day >= $5 AND run = $1 AND n > $3 AND $2 = ANY (visible_to)
ORDER BY n
LIMIT $4
