-- Gives a filter to every stretch of subjects that lacks one, also to the last that is not full; returns how many got it. Autovacuum does so when it is asked, but forgets
-- when it is asked too often, and never comes back to a month that is over.
SELECT coalesce(sum(brin_summarize_new_values(inhrelid)), 0)
FROM pg_inherits
WHERE inhparent = 'subject_key_pseudonym'::regclass
