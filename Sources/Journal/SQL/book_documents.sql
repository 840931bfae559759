-- The documents of one version of the book.
--
-- $1 version
SELECT b.kind, b.name, d.canonical FROM book_document b JOIN document d USING (sha256) WHERE b.version = $1 ORDER BY b.kind, b.name
