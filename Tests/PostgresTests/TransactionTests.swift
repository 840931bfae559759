// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite struct TransactionTests {
    private struct Stop: Error {}

    private static let insert = Statement("insert", "INSERT INTO item (id) VALUES ($1)")
    private static let count = Statement("count", "SELECT count(*) AS n FROM item")
    private static let schema = "CREATE TABLE item (id int8 PRIMARY KEY CONSTRAINT positive CHECK (id > 0))"

    @Test func `a closure that returns commits and one that throws rolls back`() async throws {
        try await Self.withItems("closure") { (connection, other) async throws in
            let rows = try await connection.transaction { try $0.exec(Self.insert, [.int8(1)]) }
            #expect(rows.affected == 1)
            #expect(try await Self.total(other) == 1)
            await #expect(throws: Stop.self) {
                try await connection.transaction { connection in
                    _ = try connection.exec(Self.insert, [.int8(2)])
                    throw Stop()
                }
            }
            #expect(connection.isIdle)
            #expect(try await Self.total(other) == 1)
        }
    }

    @Test func `a transaction looks at rows and ends with its last statements`() async throws {
        try await Self.withItems("commit") { (connection, other) async throws in
            let ids = try await connection.transaction { connection in
                _ = try connection.execMany([(Self.insert, [.int8(1)]), (Self.insert, [.int8(2)])])
                let seen = try connection.exec(Self.count).one().int8("n")
                let rows = try connection.execAndCommit([(Self.insert, [.int8(seen + 1)]), (Self.count, [])])
                return try rows[1].one().int8("n")
            }
            #expect(ids == 3)
            #expect(try await Self.total(other) == 3)
        }
    }

    @Test func `nothing may follow the commit of a transaction`() async throws {
        try await Self.withItems("after") { (connection, other) async throws in
            let error = await failure {
                try await connection.transaction { connection in
                    _ = try connection.execAndCommit([(Self.insert, [.int8(1)])])
                    _ = try connection.exec(Self.insert, [.int8(2)])
                }
            }
            #expect(error?.kind == .usage)
            #expect(try await Self.total(other) == 1)
            #expect(try await Self.total(connection) == 1)
        }
    }

    @Test func `a pipeline takes effect as a whole or not at all`() async throws {
        try await Self.withItems("pipeline") { (connection, other) async throws in
            let rows = try await connection.runInTransaction([
                (Self.insert, [.int8(1)]), (Self.insert, [.int8(2)]), (Self.count, []),
            ])
            #expect(rows.count == 3)
            #expect(try rows[2].one().int8("n") == 2)
            let error = await failure {
                _ = try await connection.runInTransaction([
                    (Self.insert, [.int8(3)]), (Self.insert, [.int8(1)]), (Self.insert, [.int8(4)]),
                ])
            }
            #expect(error?.isUniqueViolation == true)
            #expect(error?.statement == "insert")
            #expect(error?.isCommitOutcomeUnknown == false)
            #expect(connection.isIdle)
            #expect(try await Self.total(other) == 2)
            #expect(try await Self.total(connection) == 2)
        }
    }

    @Test func `a pipeline may use what an earlier statement of it made`() async throws {
        try await Self.withItems("made") { (connection, _) async throws in
            let rows = try await connection.runInTransaction([
                (Statement("make", "CREATE TABLE made (id int8)"), []),
                (Statement("fill", "INSERT INTO made VALUES ($1) RETURNING id"), [.int8(5)]),
            ])
            #expect(try rows[1].one().int8("id") == 5)
        }
    }

    @Test func `a long pipeline with large rows both ways does not lock up`() async throws {
        let echo = Statement("echo", "SELECT $1 AS y")
        try await Self.withItems("long") { (connection, _) async throws in
            let body = [UInt8](repeating: 7, count: 200_000)
            let rows = try await connection.runInTransaction((0..<60).map { _ in (echo, [.bytea(body)]) })
            #expect(try rows.allSatisfy { try $0.one().bytes("y").count == body.count })
        }
    }

    @Test func `a swallowed failure does not pass for a commit`() async throws {
        try await Self.withItems("swallowed") { (connection, other) async throws in
            let error = await failure {
                try await connection.transaction { connection in
                    _ = try connection.exec(Self.insert, [.int8(1)])
                    _ = try? connection.exec(Self.insert, [.int8(1)])
                }
            }
            #expect(error?.kind == .rolledBack)
            #expect(try await Self.total(other) == 0)
        }
    }

    @Test func `a failure only found at commit is known to be a rollback`() async throws {
        try await Self.withItems("deferred") { (connection, other) async throws in
            try await connection.executeScript(
                "CREATE TABLE child (id int8 REFERENCES item DEFERRABLE INITIALLY DEFERRED)"
            )
            let orphan = Statement("orphan", "INSERT INTO child VALUES ($1)")
            let error = await failure { _ = try await connection.transaction { try $0.exec(orphan, [.int8(9)]) } }
            #expect(error?.sqlState == "23503")
            #expect(error?.isCommitOutcomeUnknown == false)
            let piped = await failure { _ = try await connection.runInTransaction([(orphan, [.int8(9)])]) }
            #expect(piped?.sqlState == "23503")
            #expect(try await other.execute(Statement("children", "SELECT 1 FROM child")).isEmpty)
        }
    }

    @Test func `transactions do not nest`() async throws {
        try await Self.withItems("nest") { (connection, _) async throws in
            let error = await failure {
                try await connection.transaction { outer in try outer.transaction { _ in } }
            }
            #expect(error?.kind == .usage)
            #expect(connection.isIdle)
        }
    }

    @Test func `isolation and read-only are what was asked for`() async throws {
        let show = Statement("show", "SELECT current_setting('transaction_isolation') AS i")
        try await Self.withItems("isolation") { (connection, _) async throws in
            let level = try await connection.transaction(isolation: .serializable) {
                try $0.exec(show).one().text("i")
            }
            #expect(level == "serializable")
            let error = await failure {
                _ = try await connection.transaction(readOnly: true) { try $0.exec(Self.insert, [.int8(1)]) }
            }
            #expect(error?.sqlState == "25006")
        }
    }

    private static func total(_ connection: PostgresConnection) async throws -> Int64 {
        try await connection.execute(count).one().int8("n")
    }

    private static func withItems(
        _ name: String,
        _ body: (PostgresConnection, PostgresConnection) async throws -> Void
    ) async throws {
        let configuration = try await TestCluster.database("transactions_" + name)
        let connection = try await PostgresConnection.open(configuration)
        try await connection.executeScript(schema)
        let other = try await PostgresConnection.open(configuration)
        try await body(connection, other)
        await connection.close()
        await other.close()
    }
}
