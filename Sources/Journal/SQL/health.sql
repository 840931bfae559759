-- The lengths of queues.
SELECT
    (SELECT count(*) FROM open_delivery) AS open,
    (SELECT count(*) FROM open_delivery WHERE due_at <= now() AND state <> 3) AS due,
    (SELECT count(*) FROM ledger_stream s JOIN ledger l ON l.stream = s.id AND l.seq > s.sealed_seq
        WHERE NOT s.closed) AS unsealed,
    coalesce((SELECT size FROM log_head), 0) AS size,
    (SELECT count(*) FROM feed_run WHERE state IN (2, 3)) AS runs
