-- Pseudonyms come in no order, so each one put into a tree touches a page of its own, twice for most messages: about a fifth of what
-- accepting costs. They are asked for seldom, so each stretch of 32 pages, about 2,000 of them, gets a filter instead once it is full: by
-- autovacuum, and at the latest by the hourly upkeep (subject_filters.sql). A search reads all filters, the stretches that they name,
-- and those without one. The planner does not see what that saves, so the search sets enable_seqscan off.
--
-- A filter goes on naming its stretch for a pseudonym that was deleted there: who erases or re-keys one calls brin_desummarize_range for
-- the stretch.
--
-- Accepting waits while the index is made, some seconds for ten million pseudonyms; that wait has no end by the clock, the one for those
-- who use the table has.
SET LOCAL statement_timeout = 0;

DROP INDEX subject_key_pseudonym;

-- serves the search for everything about one subject
CREATE INDEX subject_key_pseudonym ON subject_key
    USING brin (pseudonym bytea_bloom_ops (n_distinct_per_range = 2000, false_positive_rate = 0.01))
    WITH (pages_per_range = 32, autosummarize = on);
