-- $1 id, $2 name, $3 sha256
INSERT INTO migration (id, name, sha256, applied_at) VALUES ($1, $2, $3, now())
