// SPDX-License-Identifier: Apache-2.0

import NodeKit
import Postgres
import Testing

@testable import Journal

/// How the database goes about statements whose cost must not grow with what has passed.
@Suite(.timeLimit(.minutes(2))) struct PlanTests {
    /// Twelve days of history, two thousand rows each.
    private static let history = """
        SELECT ensure_partitions(d::date, 0, 0) FROM generate_series(date '2026-11-10', date '2026-11-21', interval '1 day') AS d;
        INSERT INTO closed_delivery (day, id, message, recipient, sender, clause, contract, channel, state, attempt, accepted_at, closed_at,
            body_day, body, expires_at, visible_to)
        SELECT d::date, gen_random_uuid(), gen_random_uuid(), 1, 2, 3, 4, 1, 4, 1, d, d, d::date, gen_random_uuid(), d, ARRAY[1, 2]
        FROM generate_series(date '2026-11-10', date '2026-11-21', interval '1 day') AS d, generate_series(1, 2000);
        INSERT INTO delivery_attempt (day, delivery, message, attempt, at, result, visible_to)
        SELECT day, id, message, 1, closed_at, 'later', visible_to FROM closed_delivery;
        ANALYZE;
        """

    @Test(arguments: [(SQL.messageDeliveries, "closed_delivery"), (SQL.messageAttempts, "delivery_attempt")])
    func `a message is looked up without reading any day from end to end`(statement: Statement, table: String)
        async throws
    {
        let node = try await Node.start()
        try await node.meddle(Self.history)
        var configuration = try PostgresConfiguration(node.url)
        configuration.searchPath = [Migrator.schema(of: "testshire")]
        let pool = PostgresPool(configuration)
        let plan = try await pool.withThread { connection in
            try connection.execScript(
                """
                SET plan_cache_mode = force_generic_plan;
                PREPARE looked (uuid[], int, date, uuid[]) AS \(statement.sql)
                """
            )
            let explain = """
                EXPLAIN EXECUTE looked (ARRAY['019aa3c0-1000-7000-8000-000000000000']::uuid[], 1, '2026-11-10',
                    ARRAY['019aa3c0-1000-7000-8000-00000000ffff']::uuid[])
                """
            return try connection.exec(Statement("explain", explain)).map { try $0.text(0) }
        }
        await pool.close()
        await node.journal.close()
        #expect(plan.contains { $0.contains("Index") && $0.contains(table) })
        // Days to come are empty, and reading those costs nothing.
        #expect(plan.filter { $0.contains("Seq Scan on \(table)") && !$0.contains("cost=0.00..0.00") } == [])
    }

    @Test func `a subject is found through the filters, in stretches that have one and in the last, which has none`()
        async throws
    {
        let node = try await Node.start()
        try await node.meddle(
            """
            INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
            SELECT timestamptz '2026-11-21 09:00Z' + n * interval '1 ms', decode(md5(n::text), 'hex'), 'upn', 1, 'child',
                gen_random_uuid(), ARRAY[1]
            FROM generate_series(1, 20000) AS n;
            ANALYZE subject_key;
            SELECT brin_summarize_new_values('subject_key_202611_pseudonym_idx');
            INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
            SELECT timestamptz '2026-11-21 10:00Z', decode(md5(n::text), 'hex'), 'upn', 1, 'child', gen_random_uuid(), ARRAY[1]
            FROM generate_series(20001, 20050) AS n;
            """
        )
        for number in [1, 10_000, 20_000, 20_050] {
            let search = "FROM subject_key WHERE pseudonym = decode(md5('\(number)'), 'hex')"
            #expect(try await node.count("SELECT count(*) \(search)") == 1)
        }
        let pool = PostgresPool(try PostgresConfiguration(node.url))
        let plan = try await pool.withThread { connection in
            // So few pages would be read from end to end.
            try connection.execScript("SET search_path TO p_testshire; SET enable_seqscan TO off")
            let explain = "EXPLAIN SELECT message FROM subject_key WHERE pseudonym = decode(md5('7'), 'hex')"
            return try connection.exec(Statement("explain", explain)).map { try $0.text(0) }
        }
        await pool.close()
        await node.journal.close()
        #expect(plan.contains { $0.contains("Bitmap Index Scan on subject_key_202611_pseudonym_idx") }, "\(plan)")
    }
}
