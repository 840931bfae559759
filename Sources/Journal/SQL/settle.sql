-- Writes what became of deliveries locked by settle_find.sql.
--
-- $1 day
-- closing:  $2 id[], $3 state[], $4 reference[], $5 reason[]
-- moving:   $6 id[], $7 state[], $8 due_at[], $9 reference[]
-- attempts: $10 delivery[], $11 message[], $12 attempt[], $13 at[], $14 result[], $15 reason[], $16 elapsed_ms[], $17 scope as text[]
WITH gone AS (
    DELETE FROM open_delivery d
    USING unnest($2::uuid[], $3::smallint[], $4::text[], $5::text[]) AS c (id, state, reference, reason)
    WHERE d.id = c.id
    RETURNING d.id, d.message, d.recipient, d.sender, d.clause, d.contract, d.channel, c.state, d.attempt, d.lease_token,
        coalesce(c.reference, d.reference) AS reference, c.reason, d.accepted_at, d.ordering_key, d.body_day, d.body, d.expires_at,
        d.visible_to
), closed AS (
    INSERT INTO closed_delivery (day, id, message, recipient, sender, clause, contract, channel, state, attempt, lease_token,
        reference, reason, accepted_at, closed_at, ordering_key, body_day, body, expires_at, visible_to)
    SELECT $1, g.id, g.message, g.recipient, g.sender, g.clause, g.contract, g.channel, g.state, g.attempt, g.lease_token,
        g.reference, g.reason, g.accepted_at, now(), g.ordering_key, g.body_day, g.body, g.expires_at, g.visible_to
    FROM gone g
), moved AS (
    UPDATE open_delivery d
    SET state = m.state, due_at = m.due_at, reference = coalesce(m.reference, d.reference)
    FROM unnest($6::uuid[], $7::smallint[], $8::timestamptz[], $9::text[]) AS m (id, state, due_at, reference)
    WHERE d.id = m.id
)
INSERT INTO delivery_attempt (day, delivery, message, attempt, at, result, reason, elapsed_ms, visible_to)
SELECT $1, t.delivery, t.message, t.attempt, t.at, t.result, t.reason, t.elapsed_ms, t.scope::int[]
FROM unnest($10::uuid[], $11::uuid[], $12::int[], $13::timestamptz[], $14::text[], $15::text[], $16::int[], $17::text[])
    AS t (delivery, message, attempt, at, result, reason, elapsed_ms, scope)
