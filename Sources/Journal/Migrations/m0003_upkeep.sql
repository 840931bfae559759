-- Partitions fill from empty again and again, and by default each tenth more is sampled and each fifth more is vacuumed: over a day
-- that is about what the writing costs. Statistics of tables only ever read by their keys can be older, and a day of transit goes as a
-- whole, mostly before its rows must be frozen.
CREATE OR REPLACE FUNCTION ensure_partitions(today date, days_ahead int, months_ahead int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
    -- Kept in the row up to a page: putting a body or a leaf aside, or trying to compress it, costs more than the rest of it.
    evidence text := 'toast_tuple_target = 8160, autovacuum_analyze_scale_factor = 0.5';
    transit text := evidence || ', autovacuum_vacuum_insert_threshold = -1';
    parent text;
    first date;
    made int := 0;
BEGIN
    -- Two nodes may start at once.
    PERFORM pg_advisory_xact_lock(hashtext('concordat.partitions'), hashtext(current_schema()));
    FOREACH parent IN ARRAY ARRAY['body', 'closed_delivery', 'delivery_attempt', 'feed_chunk', 'feed_row'] LOOP
        FOR i IN -1..days_ahead LOOP
            first := today + i;
            IF to_regclass(format('%I', parent || '_' || to_char(first, 'YYYYMMDD'))) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (%s)',
                    parent || '_' || to_char(first, 'YYYYMMDD'), parent, first, first + 1, transit);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    FOREACH parent IN ARRAY ARRAY['ledger', 'subject_key'] LOOP
        FOR i IN -1..months_ahead LOOP
            first := (date_trunc('month', today::timestamp) + make_interval(months => i))::date;
            IF to_regclass(format('%I', parent || '_' || to_char(first, 'YYYYMM'))) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (%s)',
                    parent || '_' || to_char(first, 'YYYYMM'), parent,
                    first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00', evidence);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

ALTER TABLE event_key SET (autovacuum_analyze_scale_factor = 0.5);

-- The partitions that are there already, but for one that a node of the version before is just dropping or vacuuming: that one goes on
-- as it was, which harms nothing.
DO $$
DECLARE
    child record;
    before text := current_setting('lock_timeout');
BEGIN
    SET LOCAL lock_timeout = '200ms';
    FOR child IN
        SELECT c.relname AS name, p.relname AS parent
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        JOIN pg_class p ON p.oid = i.inhparent
        WHERE p.relnamespace = current_schema()::regnamespace AND p.relkind = 'p' AND c.relkind = 'r'
    LOOP
        BEGIN
            EXECUTE format('ALTER TABLE %I SET (autovacuum_analyze_scale_factor = 0.5)', child.name);
            IF child.parent NOT IN ('ledger', 'subject_key') THEN
                EXECUTE format('ALTER TABLE %I SET (autovacuum_vacuum_insert_threshold = -1)', child.name);
            END IF;
        EXCEPTION WHEN undefined_table OR lock_not_available OR deadlock_detected THEN
            NULL;
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', before, true);
END $$;
