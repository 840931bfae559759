-- Commits a group of judged events, all or nothing of each, if the book they were judged by is still the head.
--
-- Events that claim a key are inserted in key order (two nodes would deadlock otherwise); what hangs on an event is inserted only
-- when its key really was. Rows of a refusal or rehearsal claim no key and always go in.
--
-- $1 book version, $2 stream, $3 last seq of the stream, $4 day
-- claims:     $5 agency[], $6 id[], $7 source[], $8 message[], $9 accepted_at[], $10 fingerprint[]
-- entries:    $11 at[], $12 kind[], $13 message[], $14 claims[], $15 leaf[], $16 leaf_hash[], $17 opening[], $18 clauses of all, end to
--             end, $19 first of each entry[], $20 last of each entry[], $21 scope of all, end to end, $22 first[], $23 last[]
-- bodies:     $24 message[], $25 id[], $26 ring[], $27 wrap[], $28 ciphertext[]
-- deliveries: $29 message[], $30 id[], $31 recipient[], $32 sender[], $33 clause[], $34 contract[], $35 channel[], $36 due_at[],
--             $37 expires_at[], $38 ordering_key[], $39 body[], $40 accepted_at[]
-- subjects:   $41 message[], $42 at[], $43 pseudonym[], $44 scheme[], $45 epoch[], $46 role[], $47 sender[]
WITH head AS MATERIALIZED (
    SELECT version FROM head_held($1) AS h (version)
), claimed AS (
    INSERT INTO event_key (agency, id, source, message, accepted_at, fingerprint)
    SELECT k.agency, k.id, k.source, k.message, k.accepted_at, k.fingerprint
    FROM unnest($5::int[], $6::uuid[], $7::int[], $8::uuid[], $9::timestamptz[], $10::bytea[])
        AS k (agency, id, source, message, accepted_at, fingerprint), head
    ORDER BY k.agency, k.id, k.source
    ON CONFLICT DO NOTHING
    RETURNING message
), entered AS (
    INSERT INTO ledger (at, stream, seq, kind, message, leaf, leaf_hash, opening, clauses, visible_to)
    SELECT e.at, $2, $3 + row_number() OVER (ORDER BY e.n), e.kind, e.message, e.leaf, e.leaf_hash, e.opening,
        ($18::int[])[e.clauses_first:e.clauses_last], ($21::int[])[e.scope_first:e.scope_last]
    FROM unnest($11::timestamptz[], $12::smallint[], $13::uuid[], $14::bool[], $15::bytea[], $16::bytea[], $17::bytea[], $19::int[],
        $20::int[], $22::int[], $23::int[]) WITH ORDINALITY
        AS e (at, kind, message, claims, leaf, leaf_hash, opening, clauses_first, clauses_last, scope_first, scope_last, n), head
    WHERE NOT e.claims OR e.message IN (SELECT message FROM claimed)
    RETURNING message, seq
), stored AS (
    INSERT INTO body (day, id, ring, wrap, ciphertext)
    SELECT $4, b.id, b.ring, b.wrap, b.ciphertext
    FROM unnest($24::uuid[], $25::uuid[], $26::smallint[], $27::bytea[], $28::bytea[]) AS b (message, id, ring, wrap, ciphertext)
    WHERE b.message IN (SELECT message FROM claimed)
), opened AS (
    INSERT INTO open_delivery (id, message, recipient, sender, clause, contract, channel, due_at, expires_at, ordering_key,
        body_day, body, accepted_at, visible_to)
    SELECT d.id, d.message, d.recipient, d.sender, d.clause, d.contract, d.channel, least(d.due_at, now()), d.expires_at, d.ordering_key,
        $4, d.body, d.accepted_at, ARRAY[d.sender, d.recipient]
    FROM unnest($29::uuid[], $30::uuid[], $31::int[], $32::int[], $33::int[], $34::int[], $35::smallint[], $36::timestamptz[],
        $37::timestamptz[], $38::text[], $39::uuid[], $40::timestamptz[])
        AS d (message, id, recipient, sender, clause, contract, channel, due_at, expires_at, ordering_key, body, accepted_at)
    WHERE d.message IN (SELECT message FROM claimed)
), named AS (
    INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
    SELECT s.at, s.pseudonym, s.scheme, s.epoch, s.role, s.message, ARRAY[s.sender]
    FROM unnest($41::uuid[], $42::timestamptz[], $43::bytea[], $44::text[], $45::smallint[], $46::text[], $47::int[])
        AS s (message, at, pseudonym, scheme, epoch, role, sender)
    WHERE s.message IN (SELECT message FROM claimed)
)
SELECT e.message, e.seq, true AS current FROM entered e
UNION ALL
SELECT NULL, NULL, EXISTS (SELECT 1 FROM head)
