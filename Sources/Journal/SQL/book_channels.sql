-- Leads open deliveries the way their recipients want them now.
--
-- $1 agency[], $2 channel[]
UPDATE open_delivery d
SET channel = c.channel
FROM unnest($1::int[], $2::smallint[]) AS c (agency, channel)
WHERE d.recipient = c.agency AND d.channel <> c.channel
