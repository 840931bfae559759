-- The months of evidence before the first one to be kept, oldest first.
--
-- $1 first month to keep
SELECT DISTINCT to_date(right(c.relname, 6), 'YYYYMM') AS month
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid
JOIN pg_class p ON p.oid = i.inhparent
WHERE p.relnamespace = current_schema()::regnamespace AND p.relname IN ('ledger', 'subject_key')
    AND to_date(right(c.relname, 6), 'YYYYMM') < $1
ORDER BY month
