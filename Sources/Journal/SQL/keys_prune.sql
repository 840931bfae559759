-- Deletes some of the event keys that no event can repeat any more.
--
-- $1 accepted before, $2 how many at most
SELECT prune_event_keys($1, $2)
