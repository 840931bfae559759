-- The names behind small keys, whatever book they came from.
--
-- $1 clauses, $2 agencies
SELECT 'clause' AS kind, key, agreement || '@' || version || '#' || clause AS name FROM clause WHERE key = ANY ($1)
UNION ALL SELECT 'agency', key, id FROM agency WHERE key = ANY ($2)
