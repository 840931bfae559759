-- Open deliveries whose time has run out: past their expiry, or taken by the recipient and not confirmed in time. A running lease is
-- left alone.
--
-- $1 now (null: the database's clock), $2 limit
(
    SELECT id FROM open_delivery
    WHERE expires_at <= coalesce($1, now()) AND due_at <= coalesce($1, now())
    LIMIT $2
)
UNION
(
    SELECT id FROM open_delivery
    WHERE state = 3 AND due_at <= coalesce($1, now())
    LIMIT $2
)
ORDER BY id
LIMIT $2
