-- Everything of one safeguarding partnership: a schema of its own, and no statement that crosses into another.

-- Small keys for the names that stand in every row. Names are never deleted: evidence points at them. The tables of the accept path do
-- not refer to them by constraint: keys come from the compiled book, whose own writing did, and checking every row costs more than
-- writing it.
CREATE TABLE agency (
    key int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE
);

CREATE TABLE client (
    key int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE
);

CREATE TABLE source (
    key int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uri text NOT NULL UNIQUE
);

CREATE TABLE contract (
    key int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id text NOT NULL UNIQUE
);

CREATE TABLE clause (
    key int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    agreement text NOT NULL,
    version int NOT NULL,
    clause text NOT NULL,
    UNIQUE (agreement, version, clause)
);

-- The book: every version is a complete list of documents; a document is kept once, by its hash.
CREATE TABLE document (
    sha256 bytea PRIMARY KEY CHECK (octet_length(sha256) = 32),
    canonical bytea NOT NULL
);

CREATE TABLE book (
    version bigint PRIMARY KEY,
    sha256 bytea NOT NULL,
    applied_at timestamptz NOT NULL,
    applied_by text NOT NULL
);

CREATE TABLE book_document (
    version bigint NOT NULL REFERENCES book,
    kind text NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL REFERENCES document,
    PRIMARY KEY (version, kind, name)
);

-- One row, compared by every accept and every lease in their own statement.
CREATE TABLE book_head (
    single bool PRIMARY KEY DEFAULT true CHECK (single),
    version bigint NOT NULL REFERENCES book
);

-- The head, if it is the version asked for, kept from moving until the transaction ends: who writes under a book shares this lock, who
-- applies a new one waits for them (head_lock.sql). A function, because its statements see what was committed while it waited.
CREATE FUNCTION head_held(wanted bigint) RETURNS SETOF bigint LANGUAGE plpgsql ROWS 1 AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('concordat.head'), hashtext(current_schema()));
    RETURN QUERY SELECT version FROM book_head WHERE version = wanted;
END $$;

-- The key of an accepted event. Not partitioned: a repetition must be recognised on any later day.
-- The primary key serves accept.sql and messages.sql (a sender's id without its source).
CREATE TABLE event_key (
    agency int NOT NULL,
    id uuid NOT NULL,
    source int NOT NULL,
    message uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    fingerprint bytea NOT NULL,
    PRIMARY KEY (agency, id, source)
);

-- serves keys_prune.sql: by block, not by row, for it is written on the accept path
CREATE INDEX event_key_age ON event_key USING brin (accepted_at);

-- Transit clock: bodies by day, dropped by day. A body has a key of its own, wrapped under a ring key kept elsewhere;
-- setting wrap to null erases it.
CREATE TABLE body (
    day date NOT NULL,
    id uuid NOT NULL,
    ring smallint NOT NULL,
    wrap bytea,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (day, id)
) PARTITION BY RANGE (day);

ALTER TABLE body ALTER COLUMN ciphertext SET STORAGE EXTERNAL;

-- Deliveries still on their way stand in one small table, so that leasing never looks into the days. A delivery's id is its message's
-- with the last 16 bits counting, here and in every table of deliveries: the ids of one message's deliveries are one stretch of the key.
CREATE TABLE open_delivery (
    id uuid PRIMARY KEY,
    message uuid NOT NULL,
    recipient int NOT NULL,
    sender int NOT NULL,
    clause int NOT NULL,
    contract int NOT NULL,
    channel smallint NOT NULL,
    -- 1 due, 2 released under a lease, 3 accepted and awaiting the recipient's report
    state smallint NOT NULL DEFAULT 1,
    attempt int NOT NULL DEFAULT 0,
    -- When it may be leased next: a running lease has it at its end, so an expired lease is due by itself.
    due_at timestamptz NOT NULL,
    lease_token uuid,
    lease_holder text,
    reference text,
    ordering_key text,
    body_day date NOT NULL,
    body uuid NOT NULL,
    accepted_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    visible_to int[] NOT NULL
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- serves lease.sql
CREATE INDEX open_delivery_due ON open_delivery (channel, recipient, due_at, id);
-- serves lease.sql: an earlier delivery of the same order stands in the way
CREATE INDEX open_delivery_order ON open_delivery (recipient, sender, ordering_key, id) WHERE ordering_key IS NOT NULL;
-- While much is waiting the table fills in order of expiry, and a summary of each stretch of pages is enough; where little waits the
-- table is small, so that reading it all costs little too.
-- serves expired.sql
CREATE INDEX open_delivery_expiry ON open_delivery USING brin (expires_at) WITH (pages_per_range = 16, autosummarize = on);
-- serves expired.sql
CREATE INDEX open_delivery_unconfirmed ON open_delivery (due_at) WHERE state = 3;
-- serves settle_reported.sql: a later report finds its delivery by the recipient's reference
CREATE INDEX open_delivery_reference ON open_delivery (recipient, reference) WHERE reference IS NOT NULL;

-- Closed deliveries, by the day they closed.
CREATE TABLE closed_delivery (
    day date NOT NULL,
    id uuid NOT NULL,
    message uuid NOT NULL,
    recipient int NOT NULL,
    sender int NOT NULL,
    clause int NOT NULL,
    contract int NOT NULL,
    channel smallint NOT NULL,
    -- 4 delivered, 5 undelivered, 6 dead
    state smallint NOT NULL,
    attempt int NOT NULL,
    lease_token uuid,
    reference text,
    reason text,
    accepted_at timestamptz NOT NULL,
    closed_at timestamptz NOT NULL,
    -- What a delivery needs to be opened again, when its recipient takes back what it said.
    ordering_key text,
    body_day date NOT NULL,
    body uuid NOT NULL,
    expires_at timestamptz NOT NULL,
    visible_to int[] NOT NULL,
    PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);

-- serves settle_reported_closed.sql: a recipient may speak of what it took days ago
CREATE INDEX closed_delivery_reference ON closed_delivery (recipient, reference) WHERE reference IS NOT NULL;

-- Every attempt that did not close its delivery, with its reason; the one that did has its reason in closed_delivery.
CREATE TABLE delivery_attempt (
    day date NOT NULL,
    delivery uuid NOT NULL,
    message uuid NOT NULL,
    attempt int NOT NULL,
    at timestamptz NOT NULL,
    result text NOT NULL,
    reason text,
    elapsed_ms int,
    visible_to int[] NOT NULL,
    PRIMARY KEY (delivery, attempt, at, day)
) PARTITION BY RANGE (day);

-- Evidence clock: the ledger by month. A stream is one connection's lifetime, so its entries commit in the order of seq.
CREATE TABLE ledger_stream (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    node text NOT NULL,
    backend_pid int NOT NULL,
    opened_at timestamptz NOT NULL,
    sealed_seq bigint NOT NULL DEFAULT 0,
    closed bool NOT NULL DEFAULT false
);

-- serves seal_entries.sql and seal_ended.sql
CREATE INDEX ledger_stream_open ON ledger_stream (id) WHERE NOT closed;

CREATE TABLE ledger (
    at timestamptz NOT NULL,
    stream bigint NOT NULL,
    seq bigint NOT NULL,
    kind smallint NOT NULL,
    message uuid,
    leaf bytea NOT NULL,
    -- RFC 9162 leaf hash as computed when the entry was made; the verifier computes it again from leaf.
    leaf_hash bytea NOT NULL,
    -- Opens the commitment in the leaf; deleted with the content it speaks of.
    opening bytea,
    clauses int[] NOT NULL,
    visible_to int[] NOT NULL,
    PRIMARY KEY (stream, seq, at)
) PARTITION BY RANGE (at);

ALTER TABLE ledger ALTER COLUMN leaf SET STORAGE EXTERNAL;
ALTER TABLE ledger ALTER COLUMN opening SET STORAGE EXTERNAL;

-- serves messages.sql and receipts.sql
CREATE INDEX ledger_message ON ledger (message) WHERE message IS NOT NULL;

-- The log over the ledger. One row is the head; the sealer holds it while it appends.
CREATE TABLE log_head (
    single bool PRIMARY KEY DEFAULT true CHECK (single),
    size bigint NOT NULL,
    root bytea NOT NULL,
    -- The roots of the perfect subtrees of the tree, largest first: enough to append.
    range bytea NOT NULL,
    note text NOT NULL,
    sealed_at timestamptz NOT NULL
);

CREATE TABLE sealed_range (
    first_index bigint PRIMARY KEY,
    stream bigint NOT NULL,
    first_seq bigint NOT NULL,
    last_seq bigint NOT NULL,
    -- The earliest and latest stamp in the range: keeps a look-up inside its months.
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    sealed_at timestamptz NOT NULL
);

-- serves entry_index.sql
CREATE INDEX sealed_range_stream ON sealed_range (stream, first_seq);

CREATE TABLE tile (
    level smallint NOT NULL,
    n bigint NOT NULL,
    hashes bytea NOT NULL,
    PRIMARY KEY (level, n)
);

CREATE TABLE checkpoint (
    size bigint PRIMARY KEY,
    note text NOT NULL,
    sealed_at timestamptz NOT NULL
);

-- Per agreement, all its versions together: how many entries rest on it and a running hash over their leaf hashes, kept by the sealer,
-- so that an export can be shown to be complete. Once a day what has moved is written into the log.
CREATE TABLE tally (
    agreement text PRIMARY KEY,
    entries bigint NOT NULL,
    running bytea NOT NULL,
    last_index bigint NOT NULL,
    -- What the last leaf said, and the day of it; before the first leaf, the day of the first entry.
    noted_entries bigint NOT NULL,
    noted_day date NOT NULL
);

-- How many entries have been dropped past their evidence date. The log says so too: this only carries the sum.
CREATE TABLE evidence_dropped (
    single bool PRIMARY KEY DEFAULT true CHECK (single),
    entries bigint NOT NULL
);

-- Subjects, outside the log: keyed pseudonyms that can be re-keyed, merged and erased.
CREATE TABLE subject_key (
    at timestamptz NOT NULL,
    pseudonym bytea NOT NULL,
    scheme text NOT NULL,
    epoch smallint NOT NULL,
    role text NOT NULL,
    message uuid NOT NULL,
    visible_to int[] NOT NULL
) PARTITION BY RANGE (at);

-- serves the search for everything about one subject
CREATE INDEX subject_key_pseudonym ON subject_key (pseudonym);

-- Two identifiers of one person: who said so, since when, until when. Never merged, only linked.
CREATE TABLE subject_link (
    id uuid PRIMARY KEY,
    left_pseudonym bytea NOT NULL,
    right_pseudonym bytea NOT NULL,
    epoch smallint NOT NULL,
    asserted_by int NOT NULL REFERENCES agency,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    visible_to int[] NOT NULL
);

-- Feed runs: one native document each, spooled sealed and read resumably.
CREATE TABLE feed_run (
    id uuid PRIMARY KEY,
    feed text NOT NULL,
    agency int NOT NULL REFERENCES agency,
    client text NOT NULL,
    -- Under which source its rows become events, whatever the directory says later: the key of an event contains it.
    source text,
    -- SHA-256 of the feed's adapter and settings: under others the items would not be the same, and could not be passed over by number.
    setup bytea NOT NULL,
    document text NOT NULL,
    digest bytea NOT NULL,
    content_type text,
    bytes bigint NOT NULL DEFAULT 0,
    chunks int NOT NULL DEFAULT 0,
    -- 1 receiving, 2 queued, 3 reading, 4 done, 5 failed
    state smallint NOT NULL,
    -- Items of the document already dealt with; reading resumes behind them.
    items_done bigint NOT NULL DEFAULT 0,
    reason text,
    received_at timestamptz NOT NULL,
    finished_at timestamptz,
    -- The node that reads it, and which of the node's processes.
    holder text,
    process uuid,
    held_until timestamptz,
    visible_to int[] NOT NULL
);

-- serves run_received.sql: a document is read once; one that failed may be sent again, and each attempt is a run of its own.
CREATE UNIQUE INDEX feed_run_once ON feed_run (agency, feed, document) WHERE state <> 5;

-- serves run_find.sql, run_received.sql
CREATE INDEX feed_run_document ON feed_run (agency, feed, document);

-- serves run_claim.sql
CREATE INDEX feed_run_queue ON feed_run (received_at) WHERE state IN (2, 3);

CREATE TABLE feed_chunk (
    day date NOT NULL,
    run uuid NOT NULL,
    n int NOT NULL,
    ring smallint NOT NULL,
    wrap bytea,
    ciphertext bytea NOT NULL,
    PRIMARY KEY (day, run, n)
) PARTITION BY RANGE (day);

ALTER TABLE feed_chunk ALTER COLUMN ciphertext SET STORAGE EXTERNAL;

CREATE TABLE feed_row (
    day date NOT NULL,
    run uuid NOT NULL,
    n bigint NOT NULL,
    position text NOT NULL,
    -- accepted, repeated, refused, fault, passed, reply
    verdict text NOT NULL,
    message uuid,
    -- JSON without any value of the record: recipients, rules, mends.
    detail bytea NOT NULL,
    visible_to int[] NOT NULL,
    PRIMARY KEY (day, run, n)
) PARTITION BY RANGE (day);

-- serves run_rows.sql
CREATE INDEX feed_row_run ON feed_row (run, n);

-- Partitions are made ahead of need; there is no default partition, so a missing one is an error and not a silent heap.
CREATE FUNCTION ensure_partitions(today date, days_ahead int, months_ahead int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
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
                -- Kept in the row up to a page: putting a body or a leaf aside, or trying to compress it, costs more than the rest of it.
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (toast_tuple_target = 8160)',
                    parent || '_' || to_char(first, 'YYYYMMDD'), parent, first, first + 1);
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    FOREACH parent IN ARRAY ARRAY['ledger', 'subject_key'] LOOP
        FOR i IN -1..months_ahead LOOP
            first := (date_trunc('month', today::timestamp) + make_interval(months => i))::date;
            IF to_regclass(format('%I', parent || '_' || to_char(first, 'YYYYMM'))) IS NULL THEN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L) WITH (toast_tuple_target = 8160)',
                    parent || '_' || to_char(first, 'YYYYMM'), parent,
                    first || ' 00:00:00+00', (first + interval '1 month')::date || ' 00:00:00+00');
                made := made + 1;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;

-- Drops the days before keep_from that no open delivery and no unfinished feed run needs; returns how many tables went. It does not
-- wait long: whoever writes queues behind it, as long as somebody who began before reads the table.
CREATE FUNCTION drop_transit(keep_from date) RETURNS int LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    child record;
    day date;
    dropped int := 0;
BEGIN
    FOR child IN
        SELECT c.relname AS name, p.relname AS parent
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        JOIN pg_class p ON p.oid = i.inhparent
        WHERE p.relnamespace = current_schema()::regnamespace
            AND p.relname IN ('body', 'closed_delivery', 'delivery_attempt', 'feed_chunk', 'feed_row')
    LOOP
        day := to_date(right(child.name, 8), 'YYYYMMDD');
        CONTINUE WHEN day >= keep_from;
        CONTINUE WHEN child.parent = 'body' AND EXISTS (SELECT 1 FROM open_delivery WHERE body_day = day);
        CONTINUE WHEN child.parent IN ('feed_chunk', 'feed_row')
            AND EXISTS (SELECT 1 FROM feed_run WHERE state < 4 AND (received_at AT TIME ZONE 'UTC')::date = day);
        EXECUTE format('DROP TABLE %I', child.name);
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END $$;

-- Deletes some of the event keys accepted before a moment; returns how many. By way of the index: that few rows are old enough is what
-- the planner cannot know, and it would read the whole table to find none.
CREATE FUNCTION prune_event_keys(before timestamptz, most int) RETURNS int LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    pruned int;
BEGIN
    DELETE FROM event_key
    WHERE ctid = ANY (ARRAY(SELECT k.ctid FROM event_key k WHERE k.accepted_at < before LIMIT most));
    GET DIAGNOSTICS pruned = ROW_COUNT;
    RETURN pruned;
END $$;

-- Drops one month of the ledger and of subjects; never one that holds an entry the log does not have yet. Returns how many entries went
-- and how many have gone in all; null when the month had to stay, or another node is at it. The hashes of its entries stay in the tiles.
-- As drop_transit, it does not wait long.
CREATE FUNCTION drop_evidence(month date, OUT gone bigint, OUT total bigint) LANGUAGE plpgsql SET lock_timeout = '1s' AS $$
DECLARE
    entries text := 'ledger_' || to_char(month, 'YYYYMM');
    subjects text := 'subject_key_' || to_char(month, 'YYYYMM');
    waits bool;
    counted bigint := 0;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('concordat.evidence'), hashtext(current_schema())) THEN
        RETURN;
    END IF;
    IF to_regclass(format('%I', entries)) IS NOT NULL THEN
        -- Nobody writes into the month from here on; reading goes on until it is dropped.
        EXECUTE format('LOCK TABLE %I IN SHARE MODE', entries);
        -- A closed stream is sealed to its end.
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM ledger_stream s JOIN %I l ON l.stream = s.id AND l.seq > s.sealed_seq WHERE NOT s.closed)',
            entries) INTO waits;
        IF waits THEN
            RETURN;
        END IF;
        EXECUTE format('SELECT count(*) FROM %I', entries) INTO counted;
        EXECUTE format('DROP TABLE %I', entries);
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS %I', subjects);
    INSERT INTO evidence_dropped AS d (entries) VALUES (counted)
    ON CONFLICT (single) DO UPDATE SET entries = d.entries + excluded.entries
    RETURNING d.entries INTO total;
    gone := counted;
END $$;
