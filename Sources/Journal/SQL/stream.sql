-- Opens the stream of this connection, and holds a lock that dies with it: whoever gets that lock knows the stream has ended.
--
-- $1 node, $2 the node's own time, by which its entries are stamped
WITH made AS (
    INSERT INTO ledger_stream (node, backend_pid, opened_at) VALUES ($1, pg_backend_pid(), $2) RETURNING id
)
SELECT id, pg_advisory_lock(hashtext('concordat.stream.' || current_schema()), (id % 2147483647)::int) FROM made
