-- Writes the results of items and how far the run has come, if the run is still the caller's.
--
-- $1 run, $2 process, $3 items done, $4 seconds to hold, $5 day
-- rows: $6 n[], $7 position[], $8 verdict[], $9 message[], $10 detail[], $11 agency
WITH held AS (
    UPDATE feed_run SET items_done = $3, held_until = now() + make_interval(secs => $4)
    WHERE id = $1 AND process = $2 AND state = 3
    RETURNING id
), written AS (
    INSERT INTO feed_row (day, run, n, position, verdict, message, detail, visible_to)
    SELECT $5, $1, r.n, r.position, r.verdict, r.message, r.detail, ARRAY[$11]
    FROM unnest($6::bigint[], $7::text[], $8::text[], $9::uuid[], $10::bytea[]) AS r (n, position, verdict, message, detail), held
    ON CONFLICT DO NOTHING
)
SELECT id FROM held
