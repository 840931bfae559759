-- Deliveries closed already: an acknowledgement repeated by the same lease is as good as the first.
--
-- $1 id[], $2 first day to look at
SELECT id, recipient, lease_token, state FROM closed_delivery WHERE day >= $2 AND id = ANY ($1)
