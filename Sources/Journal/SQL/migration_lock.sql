-- Keeps other nodes from migrating the same schema until the transaction ends.
--
-- $1 schema
SELECT pg_advisory_xact_lock(hashtext('concordat.migrations'), hashtext($1))
