-- Lets go of the runs that earlier processes of a node were reading: they read no more.
--
-- One that lives all the same keeps its run as long as nobody has taken it.
--
-- $1 holder, $2 the process that lives
UPDATE feed_run SET held_until = '-infinity' WHERE state = 3 AND holder = $1 AND process <> $2
