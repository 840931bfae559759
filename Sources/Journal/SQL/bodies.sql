-- The sealed bodies of leased deliveries of one day.
--
-- $1 day, $2 ids
SELECT id, ring, wrap, ciphertext FROM body WHERE day = $1 AND id = ANY ($2)
