-- One change of the book at a time.
SELECT pg_advisory_xact_lock(hashtext('concordat.book'), hashtext(current_schema()))
