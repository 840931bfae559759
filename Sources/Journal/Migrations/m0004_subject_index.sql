-- Pseudonyms come in no order, so each one put into a tree touches a page of its own, twice for most messages: about a fifth of what
-- accepting costs. They are asked for seldom, so each stretch of pages has a filter instead, made when the stretch is full; a search
-- reads all filters and the few stretches they name. 2,000 values are about what 32 pages hold.
DROP INDEX subject_key_pseudonym;

-- serves the search for everything about one subject
CREATE INDEX subject_key_pseudonym ON subject_key
    USING brin (pseudonym bytea_bloom_ops (n_distinct_per_range = 2000, false_positive_rate = 0.01))
    WITH (pages_per_range = 32, autosummarize = on);
