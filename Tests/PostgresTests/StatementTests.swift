// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct StatementTests {
    private static let prepared = Statement("prepared", "SELECT count(*) AS n FROM pg_prepared_statements")
    private static let either = Statement("either", "SELECT coalesce($1, 7::int8) AS v")

    @Test func `a statement is prepared once for each connection`() async throws {
        try await withConnection("statements_once") { (connection) async throws in
            for _ in 0..<5 { _ = try await connection.execute(Statement("one", "SELECT 1")) }
            #expect(try await connection.execute(Self.prepared).one().int8("n") == 2)
        }
    }

    @Test func `two texts under one name do not mix`() async throws {
        try await withConnection("statements_names") { (connection) async throws in
            for expected in [1, 2, 1] as [Int64] {
                let row = try await connection.execute(Statement("same", "SELECT \(expected)::int8 AS v")).one()
                #expect(try row.int8("v") == expected)
            }
        }
    }

    @Test func `a parameter that is sometimes null costs two preparations at most`() async throws {
        try await withConnection("statements_null") { (connection) async throws in
            #expect(try await connection.execute(Self.either, [.null]).one().int8("v") == 7)
            for value in 0..<4 as Range<Int64> {
                #expect(try await connection.execute(Self.either, [.int8(value)]).one().int8("v") == value)
                #expect(try await connection.execute(Self.either, [.null]).one().int8("v") == 7)
            }
            #expect(try await connection.execute(Self.prepared).one().int8("n") <= 3)
        }
    }

    @Test func `a table that changed under a prepared statement is no error`() async throws {
        let all = Statement("all", "SELECT * FROM changing")
        try await withConnection("statements_stale") { (connection) async throws in
            try await connection.executeScript("CREATE TABLE changing (a int8); INSERT INTO changing VALUES (1)")
            #expect(try await connection.execute(all).columnNames == ["a"])
            try await connection.executeScript("ALTER TABLE changing ADD b int8")
            #expect(try await connection.execute(all).columnNames == ["a", "b"])
            try await connection.executeScript("ALTER TABLE changing ADD c int8")
            let stale = await failure { _ = try await connection.transaction { try $0.exec(all) } }
            #expect(stale?.isStalePlan == true && stale?.isRetryable == true)
            #expect(try await connection.transaction { try $0.exec(all).columnNames } == ["a", "b", "c"])
            try await connection.executeScript("DEALLOCATE ALL")
            #expect(try await connection.execute(all).count == 1)
        }
    }

    @Test func `statements built at run time do not pile up on the server`() async throws {
        try await withConnection("statements_pile") { (connection) async throws in
            try await connection.withThread { connection in
                for number in 0..<1100 { _ = try connection.exec(Statement("n\(number)", "SELECT \(number)")) }
            }
            #expect(try await connection.execute(Self.prepared).one().int8("n") <= 513)
        }
    }

    @Test func `a large value goes both ways`() async throws {
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try await withConnection("statements_large") { (connection) async throws in
            let row = try await connection.execute(Statement("large", "SELECT $1 AS y"), [.bytea(body)]).one()
            #expect(try row.bytes("y") == body)
        }
    }
}
