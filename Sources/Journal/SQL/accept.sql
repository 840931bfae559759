-- Commits a group of judged events, all or nothing of each, if the book they were judged by is still the head.
--
-- Events that claim a key are inserted in key order (two nodes would deadlock otherwise); what hangs on an event is inserted only
-- when its key really was. Rows of a refusal or rehearsal claim no key, always go in, and have nothing that hangs on them.
--
-- One array for each column, read by subscript: unnesting them costs twice as much, for it copies every column into a store of its
-- own. Bodies, deliveries and subjects name their submission by its place, and a delivery its body likewise.
--
-- $1 book version, $2 stream, $3 last seq of the stream, $4 day
-- submissions: $5 message[], $6 at[], $7 agency[], $8 id claimed (null: none)[], $9 source[], $10 fingerprint[], $11 kind[], $12 leaf[],
--              $13 leaf_hash[], $14 opening[], $15 clauses of all, end to end, $16 last of each[], $17 scope of all, $18 last of each[]
-- bodies:      $19 submission[], $20 id[], $21 ring[], $22 wrap[], $23 ciphertext[]
-- deliveries:  $24 submission[], $25 id[], $26 recipient[], $27 clause[], $28 contract[], $29 channel[], $30 expires_at[],
--              $31 ordering_key[], $32 body[]
-- subjects:    $33 submission[], $34 pseudonym[], $35 scheme[], $36 epoch[], $37 role[]
WITH head AS MATERIALIZED (
    SELECT version FROM head_held($1) AS h (version)
), claimed AS (
    INSERT INTO event_key (agency, id, source, message, accepted_at, fingerprint)
    SELECT ($7::int[])[n], ($8::uuid[])[n], ($9::int[])[n], ($5::uuid[])[n], ($6::timestamptz[])[n], ($10::bytea[])[n]
    FROM generate_subscripts($5::uuid[], 1) AS n, head
    WHERE ($8::uuid[])[n] IS NOT NULL
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
    RETURNING message
), fresh AS MATERIALIZED (
    -- Mostly every event of a group is new, and then none needs to be looked for among the claimed.
    SELECT count(*) > 0 AND count(*) = cardinality(array_remove($8::uuid[], NULL)) AS whole FROM claimed
), entered AS (
    INSERT INTO ledger (at, stream, seq, kind, message, leaf, leaf_hash, opening, clauses, visible_to)
    SELECT ($6::timestamptz[])[n], $2, $3 + row_number() OVER (ORDER BY n), ($11::smallint[])[n], ($5::uuid[])[n], ($12::bytea[])[n],
        ($13::bytea[])[n], ($14::bytea[])[n],
        ($15::int[])[coalesce(($16::int[])[n - 1], 0) + 1:($16::int[])[n]],
        ($17::int[])[coalesce(($18::int[])[n - 1], 0) + 1:($18::int[])[n]]
    FROM generate_subscripts($5::uuid[], 1) AS n, head
    WHERE ($8::uuid[])[n] IS NULL OR (SELECT whole FROM fresh) OR ($5::uuid[])[n] IN (SELECT message FROM claimed)
    RETURNING message, seq
), stored AS (
    INSERT INTO body (day, id, ring, wrap, ciphertext)
    SELECT $4, ($20::uuid[])[b], ($21::smallint[])[b], ($22::bytea[])[b], ($23::bytea[])[b]
    FROM generate_subscripts($19::int[], 1) AS b
    WHERE (SELECT whole FROM fresh) OR ($5::uuid[])[($19::int[])[b]] IN (SELECT message FROM claimed)
), opened AS (
    INSERT INTO open_delivery (id, message, recipient, sender, clause, contract, channel, due_at, expires_at, ordering_key,
        body_day, body, accepted_at, visible_to)
    SELECT ($25::uuid[])[d], ($5::uuid[])[s.n], ($26::int[])[d], ($7::int[])[s.n], ($27::int[])[d], ($28::int[])[d],
        ($29::smallint[])[d], least(($6::timestamptz[])[s.n], now()), ($30::timestamptz[])[d], ($31::text[])[d],
        $4, ($20::uuid[])[($32::int[])[d]], ($6::timestamptz[])[s.n], ARRAY[($7::int[])[s.n], ($26::int[])[d]]
    FROM generate_subscripts($24::int[], 1) AS d, LATERAL (SELECT ($24::int[])[d]) AS s (n)
    WHERE (SELECT whole FROM fresh) OR ($5::uuid[])[s.n] IN (SELECT message FROM claimed)
), named AS (
    INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
    SELECT ($6::timestamptz[])[s.n], ($34::bytea[])[k], ($35::text[])[k], ($36::smallint[])[k], ($37::text[])[k], ($5::uuid[])[s.n],
        ARRAY[($7::int[])[s.n]]
    FROM generate_subscripts($33::int[], 1) AS k, LATERAL (SELECT ($33::int[])[k]) AS s (n)
    WHERE (SELECT whole FROM fresh) OR ($5::uuid[])[s.n] IN (SELECT message FROM claimed)
)
SELECT e.message, e.seq, true AS current FROM entered e
UNION ALL
SELECT NULL, NULL, EXISTS (SELECT 1 FROM head)
