-- Writes the next version of the book and makes it the head.
--
-- $1 version, $2 sha256, $3 applied_by, $4 kind[], $5 name[], $6 document sha256[], $7 canonical[]
WITH kept AS (
    INSERT INTO document (sha256, canonical)
    SELECT DISTINCT d.sha256, d.canonical FROM unnest($6::bytea[], $7::bytea[]) AS d (sha256, canonical)
    ON CONFLICT DO NOTHING
), made AS (
    INSERT INTO book (version, sha256, applied_at, applied_by) VALUES ($1, $2, now(), $3)
), listed AS (
    INSERT INTO book_document (version, kind, name, sha256)
    SELECT $1, d.kind, d.name, d.sha256 FROM unnest($4::text[], $5::text[], $6::bytea[]) AS d (kind, name, sha256)
)
INSERT INTO book_head (version) VALUES ($1)
ON CONFLICT (single) DO UPDATE SET version = excluded.version
