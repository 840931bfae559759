-- The migrations of this schema.
SELECT id, sha256 FROM migration ORDER BY id
