-- A hint to the other nodes, no more: they look at the head themselves.
--
-- $1 channel
SELECT pg_notify($1, '')
