-- Streams whose connection has ended: its lock is free. The locks are kept to the end of the transaction.
SELECT id FROM ledger_stream
WHERE NOT closed AND backend_pid <> pg_backend_pid()
    AND pg_try_advisory_xact_lock(hashtext('concordat.stream.' || current_schema()), (id % 2147483647)::int)
ORDER BY id
