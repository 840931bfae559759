-- $1 first day to keep
SELECT drop_transit($1)
