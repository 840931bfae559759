-- Recipients with deliveries due on a channel.
--
-- $1 channel, $2 recipients
SELECT r.recipient
FROM unnest($2::int[]) AS r (recipient)
WHERE EXISTS (
    SELECT 1 FROM open_delivery d
    WHERE d.channel = $1 AND d.recipient = r.recipient AND d.due_at <= now() AND d.state <> 3
)
