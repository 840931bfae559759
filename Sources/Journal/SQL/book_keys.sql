-- Every small key there is.
SELECT 'agency' AS kind, key, id AS name, NULL::text AS agreement, NULL::int AS version FROM agency
UNION ALL SELECT 'source', key, uri, NULL, NULL FROM source
UNION ALL SELECT 'contract', key, id, NULL, NULL FROM contract
UNION ALL SELECT 'clause', key, clause, agreement, version FROM clause
