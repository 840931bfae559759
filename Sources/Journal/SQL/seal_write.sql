-- Appends to the log; in the transaction that took the head.
--
-- $1 new size, $2 root, $3 range, $4 note
-- ranges: $5 first_index[], $6 stream[], $7 first_seq[], $8 last_seq[], $9 first_at[], $10 last_at[]
-- tiles:  $11 level[], $12 n[], $13 hashes[]
-- tally:  $14 agreement[], $15 entries[], $16 running[], $17 last_index[], $18 noted_entries[], $19 noted_day as text[]
WITH ranged AS (
    INSERT INTO sealed_range (first_index, stream, first_seq, last_seq, first_at, last_at, sealed_at)
    SELECT r.first_index, r.stream, r.first_seq, r.last_seq, r.first_at, r.last_at, now()
    FROM unnest($5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::timestamptz[], $10::timestamptz[])
        AS r (first_index, stream, first_seq, last_seq, first_at, last_at)
), advanced AS (
    UPDATE ledger_stream s SET sealed_seq = r.last_seq
    FROM (
        SELECT stream, max(last_seq) AS last_seq FROM unnest($6::bigint[], $8::bigint[]) AS u (stream, last_seq) GROUP BY stream
    ) r
    WHERE s.id = r.stream
), tiled AS (
    INSERT INTO tile (level, n, hashes)
    SELECT t.level, t.n, t.hashes FROM unnest($11::smallint[], $12::bigint[], $13::bytea[]) AS t (level, n, hashes)
    ON CONFLICT (level, n) DO UPDATE SET hashes = excluded.hashes
), tallied AS (
    INSERT INTO tally (agreement, entries, running, last_index, noted_entries, noted_day)
    SELECT t.agreement, t.entries, t.running, t.last_index, t.noted_entries, t.noted_day::date
    FROM unnest($14::text[], $15::bigint[], $16::bytea[], $17::bigint[], $18::bigint[], $19::text[])
        AS t (agreement, entries, running, last_index, noted_entries, noted_day)
    ON CONFLICT (agreement) DO UPDATE
    SET entries = excluded.entries, running = excluded.running, last_index = excluded.last_index,
        noted_entries = excluded.noted_entries, noted_day = excluded.noted_day
), noted AS (
    INSERT INTO checkpoint (size, note, sealed_at) VALUES ($1, $4, now())
)
UPDATE log_head SET size = $1, root = $2, range = $3, note = $4, sealed_at = now()
