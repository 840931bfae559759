-- Leases deliveries that are due, oldest first, if the book is still the head and the clause may still disclose today.
--
-- An expired lease is due by itself (due_at stands at its end). A delivery waits behind an earlier open one of the same sender and
-- order. With each comes the leaf of its acceptance, which says what it rests on.
--
-- $1 book version, $2 channel, $3 recipient, $4 clauses, $5 limit, $6 seconds to hold, $7 holder, $8 now (null: the database's clock)
WITH head AS MATERIALIZED (
    SELECT version FROM head_held($1) AS h (version)
), picked AS (
    SELECT d.id
    FROM open_delivery d, head
    WHERE d.channel = $2
        AND d.recipient = $3
        AND d.state <> 3
        AND d.due_at <= coalesce($8, now())
        AND d.expires_at > coalesce($8, now())
        AND d.clause = ANY ($4)
        AND NOT EXISTS (
            SELECT 1 FROM open_delivery e
            WHERE d.ordering_key IS NOT NULL AND e.recipient = d.recipient AND e.sender = d.sender AND e.ordering_key = d.ordering_key AND e.id < d.id
        )
    ORDER BY d.due_at, d.id
    LIMIT $5
    FOR UPDATE OF d SKIP LOCKED
), leased AS (
    UPDATE open_delivery d
    SET state = 2,
        attempt = d.attempt + 1,
        lease_token = gen_random_uuid(),
        lease_holder = $7,
        due_at = least(coalesce($8, now()) + make_interval(secs => $6), d.expires_at)
    FROM picked
    WHERE d.id = picked.id
    RETURNING d.id, d.message, d.recipient, d.sender, d.clause, d.contract, d.lease_token, d.attempt, d.body_day, d.body,
        d.accepted_at, d.expires_at, d.due_at
)
SELECT d.id, d.message, d.recipient, d.sender, d.clause, d.contract, d.lease_token, d.attempt, d.body_day, d.body,
    d.accepted_at, d.expires_at, d.due_at,
    (SELECT l.leaf FROM ledger l WHERE l.message = d.message AND l.at = d.accepted_at AND l.kind = 1 LIMIT 1) AS leaf
FROM leased d
