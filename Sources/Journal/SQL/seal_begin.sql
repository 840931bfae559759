-- The head of an empty log.
--
-- $1 root, $2 range
INSERT INTO log_head (size, root, range, note, sealed_at) VALUES (0, $1, $2, '', now()) ON CONFLICT DO NOTHING
