-- Drops one month of evidence, unless something of it is not in the log yet.
--
-- $1 month
SELECT gone, total FROM drop_evidence($1)
