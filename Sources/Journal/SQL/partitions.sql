-- $1 today, $2 days ahead, $3 months ahead
SELECT ensure_partitions($1, $2, $3)
