-- Writes what became of closed deliveries locked by settle_reported_closed.sql: another end, or open again.
--
-- ending:    $1 day as text[], $2 id[], $3 state[], $4 reference[], $5 reason[]
-- reopening: $6 day as text[], $7 id[], $8 due_at[]
WITH ended AS (
    UPDATE closed_delivery c
    SET state = e.state, reference = coalesce(e.reference, c.reference), reason = e.reason, closed_at = now()
    FROM unnest($1::text[], $2::uuid[], $3::smallint[], $4::text[], $5::text[]) AS e (day, id, state, reference, reason)
    WHERE c.day = e.day::date AND c.id = e.id
), back AS (
    DELETE FROM closed_delivery c
    USING unnest($6::text[], $7::uuid[], $8::timestamptz[]) AS r (day, id, due_at)
    WHERE c.day = r.day::date AND c.id = r.id
    RETURNING c.id, c.message, c.recipient, c.sender, c.clause, c.contract, c.channel, c.attempt, r.due_at, c.lease_token,
        c.reference, c.ordering_key, c.body_day, c.body, c.accepted_at, c.expires_at, c.visible_to
)
INSERT INTO open_delivery (id, message, recipient, sender, clause, contract, channel, state, attempt, due_at, lease_token, reference,
    ordering_key, body_day, body, accepted_at, expires_at, visible_to)
SELECT b.id, b.message, b.recipient, b.sender, b.clause, b.contract, b.channel, 1, b.attempt, b.due_at, b.lease_token, b.reference,
    b.ordering_key, b.body_day, b.body, b.accepted_at, b.expires_at, b.visible_to
FROM back b
