-- Waits until nobody writes under the present head (head_held in the first migration), and lets nobody begin until the new one commits.
SELECT pg_advisory_xact_lock(hashtext('concordat.head'), hashtext(current_schema()))
