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

    /// Connections of the test's own, in the schema of the partnership.
    private static func pool(_ node: Node) throws -> PostgresPool {
        var configuration = try PostgresConfiguration(node.url)
        configuration.searchPath = [Migrator.schema(of: "testshire")]
        return PostgresPool(configuration)
    }

    @Test(arguments: [(SQL.messageDeliveries, "closed_delivery"), (SQL.messageAttempts, "delivery_attempt")])
    func `a message is looked up without reading any day from end to end`(statement: Statement, table: String)
        async throws
    {
        let node = try await Node.start()
        try await node.meddle(Self.history)
        let pool = try Self.pool(node)
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

    /// Subjects by the thousand: about seventy on a page, so that 32 pages have a filter for about 2,200.
    private static func subjects(_ numbers: ClosedRange<Int>) -> String {
        """
        INSERT INTO subject_key (at, pseudonym, scheme, epoch, role, message, visible_to)
        SELECT timestamptz '2026-11-21 09:00Z' + n * interval '1 ms', decode(md5(n::text), 'hex'), 'upn', 1, 'child',
            gen_random_uuid(), ARRAY[1]
        FROM generate_series(\(numbers.lowerBound), \(numbers.upperBound)) AS n
        """
    }

    /// How many a search by way of the index finds, and how many pages of subjects it reads.
    private func search(_ number: Int, _ connection: SyncConnection) throws -> (found: Int64, pages: Int) {
        let rows = "FROM subject_key WHERE pseudonym = decode(md5('\(number)'), 'hex')"
        let found = try connection.exec(Statement("search_\(number)", "SELECT count(*) \(rows)")).one().int8(0)
        let plan = try connection.exec(Statement("explain_\(number)", "EXPLAIN (ANALYZE) SELECT message \(rows)"))
        let lines = try plan.map { try $0.text(0) }
        #expect(lines.contains { $0.contains("Bitmap Index Scan on subject_key_202611_pseudonym_idx") }, "\(lines)")
        // Nothing is said of pages where none was read.
        let pages = lines.compactMap { $0.firstMatch(of: /Heap Blocks: lossy=(\d+)/).flatMap { Int($0.1) } }.first
        return (found, pages ?? 0)
    }

    @Test func `a subject is found by its filter, and without one, and few pages are read`() async throws {
        let node = try await Node.start()
        try await node.meddle(Self.subjects(1...20_000))
        #expect(try await node.journal.makeSubjectFilters() > 0)
        // No filter holds those of the stretches that come now.
        try await node.meddle(Self.subjects(20_001...30_000))
        let pages = try await node.count("SELECT pg_relation_size('subject_key_202611') / 8192")
        let pool = try Self.pool(node)
        let numbers = [1, 10_000, 20_000, 20_001, 30_000]
        try await pool.withThread { connection in
            // So small a table would be read from end to end.
            try connection.execScript("SET enable_seqscan TO off")
            for number in numbers { #expect(try search(number, connection).found == 1) }
            // Absent: the stretches without a filter, and no other but by chance.
            let absent = try search(30_001, connection)
            #expect(absent.found == 0)
            #expect(absent.pages < pages * 2 / 3)
        }
        #expect(try await node.journal.makeSubjectFilters() > 0)
        #expect(try await node.journal.makeSubjectFilters() == 0)
        try await pool.withThread { connection in
            try connection.execScript("SET enable_seqscan TO off; DEALLOCATE ALL")
            for number in numbers {
                let known = try search(number + 100_000, connection)
                #expect(known.found == 0 && known.pages <= 96)
            }
            for number in [2, 10_001, 20_002, 29_999] {
                let known = try search(number, connection)
                #expect(known.found == 1 && known.pages <= 128)
            }
        }
        await pool.close()
        await node.journal.close()
    }
}
