-- What disclosures rest on: agreement and contract by hash, bases of both ends, fields disclosed, duties. Written when a book is
-- loaded, once for each wording; the leaves of the ledger name it by its hash, so it lives as long as they do and is never changed.
CREATE TABLE terms (
    sha256 bytea PRIMARY KEY CHECK (sha256 = sha256(canonical)),
    canonical bytea NOT NULL,
    -- The agencies bound by the agreement, whenever they joined.
    visible_to int[] NOT NULL
);
