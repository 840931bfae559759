-- Prolongs leases whose token is still the latest.
--
-- $1 id[], $2 token[], $3 seconds, $4 recipients the caller may act for, $5 now (null: the database's clock)
UPDATE open_delivery d
SET due_at = least(coalesce($5, now()) + make_interval(secs => $3), d.expires_at)
FROM unnest($1::uuid[], $2::uuid[]) AS h (id, token)
WHERE d.id = h.id AND d.lease_token = h.token AND d.state = 2 AND d.expires_at > coalesce($5, now()) AND d.recipient = ANY ($4)
RETURNING d.id
