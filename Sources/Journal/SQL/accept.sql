-- Commits a group of judged events, all or nothing of each, if the book they were judged by is still the head.
--
-- Events that claim a key are inserted in key order (two nodes would deadlock otherwise); what hangs on an event is inserted only
-- when its key really was. Rows of a refusal or rehearsal claim no key and always go in.
--
-- $1 book version, $2 stream, $3 last seq of the stream, $4 day
-- claims:     $5 agency[], $6 id[], $7 source[], $8 message[], $9 accepted_at[], $10 fingerprint[]
-- entries:    $11 at[], $12 kind[], $13 message[], $14 claims[], $15 leaf[], $16 opening[], $17 clauses as text[], $18 scope as text[],
--             $43 leaf_hash[]
-- bodies:     $19 message[], $20 id[], $21 ring[], $22 wrap[], $23 ciphertext[]
-- deliveries: $24 message[], $25 id[], $26 recipient[], $27 sender[], $28 clause[], $29 contract[], $30 channel[], $31 due_at[],
--             $32 expires_at[], $33 ordering_key[], $34 body[], $35 accepted_at[]
-- subjects:   $36 message[], $37 at[], $38 pseudonym[], $39 scheme[], $40 epoch[], $41 role[], $42 sender[]
WITH head AS MATERIALIZED (
    SELECT version FROM book_head WHERE version = $1
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
    SELECT e.at, $2, $3 + row_number() OVER (ORDER BY e.n), e.kind, e.message, e.leaf, e.leaf_hash, e.opening, e.clauses::int[], e.scope::int[]
    FROM unnest($11::timestamptz[], $12::smallint[], $13::uuid[], $14::bool[], $15::bytea[], $16::bytea[], $17::text[], $18::text[],
        $43::bytea[]) WITH ORDINALITY AS e (at, kind, message, claims, leaf, opening, clauses, scope, leaf_hash, n), head
    WHERE NOT e.claims OR e.message IN (SELECT message FROM claimed)
    RETURNING message, seq
), stored AS (
    INSERT INTO body (day, id, ring, wrap, ciphertext)
    SELECT $4, b.id, b.ring, b.wrap, b.ciphertext
    FROM unnest($19::uuid[], $20::uuid[], $21::smallint[], $22::bytea[], $23::bytea[]) AS b (message, id, ring, wrap, ciphertext)
    WHERE b.message IN (SELECT message FROM claimed)
), opened AS (
    INSERT INTO open_delivery (id, message, recipient, sender, clause, contract, channel, due_at, expires_at, ordering_key,
        body_day, body, accepted_at, visible_to)
    SELECT d.id, d.message, d.recipient, d.sender, d.clause, d.contract, d.channel, least(d.due_at, now()), d.expires_at, d.ordering_key,
        $4, d.body, d.accepted_at, ARRAY[d.sender, d.recipient]
    FROM unnest($24::uuid[], $25::uuid[], $26::int[], $27::int[], $28::int[], $29::int[], $30::smallint[], $31::timestamptz[],
        $32::timestamptz[], $33::text[], $34::uuid[], $35::timestamptz[])
        AS d (message, id, recipient, sender, clause, contract, channel, due_at, expires_at, ordering_key, body, accepted_at)
    WHERE d.message IN (SELECT message FROM claimed)
), named AS (
    INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
    SELECT s.at, s.pseudonym, s.scheme, s.epoch, s.role, s.message, ARRAY[s.sender]
    FROM unnest($36::uuid[], $37::timestamptz[], $38::bytea[], $39::text[], $40::smallint[], $41::text[], $42::int[])
        AS s (message, at, pseudonym, scheme, epoch, role, sender)
    WHERE s.message IN (SELECT message FROM claimed)
)
SELECT e.message, e.seq, true AS current FROM entered e
UNION ALL
SELECT NULL, NULL, EXISTS (SELECT 1 FROM head)
