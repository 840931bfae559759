-- The migrations that have been applied.
CREATE TABLE IF NOT EXISTS migration (
    id int PRIMARY KEY,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    applied_at timestamptz NOT NULL
)
