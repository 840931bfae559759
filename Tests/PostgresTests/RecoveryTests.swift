// SPDX-License-Identifier: Apache-2.0
import Postgres
import Testing

@Suite(.timeLimit(.minutes(2))) struct RecoveryTests {
    private static let end = Statement("end", "SELECT pg_terminate_backend($1) AS done")
    private static let isThere = Statement("there", "SELECT 1 FROM pg_stat_activity WHERE pid = $1")

    @Test func `a pooled connection that the server ended is replaced before its next use`() async throws {
        try await Self.withPoolAndWatcher("ended") { (pool, watcher) async throws in
            let first = try await pool.withConnection { $0.processID }
            try await Self.end(first, watcher)
            let second = try await pool.withConnection { $0.processID }
            #expect(first != second)
            try await pool.ping()
        }
    }

    @Test func `a transaction that loses its connection tells so, and the next one works`() async throws {
        try await Self.withPoolAndWatcher("inside") { (pool, watcher) async throws in
            let error = await failure {
                try await pool.withTransaction { connection in
                    try await Self.end(connection.processID, watcher)
                    _ = try await connection.execute(Statement("one", "SELECT 1"))
                }
            }
            #expect(error?.isConnectionLoss == true && error?.isRetryable == true)
            #expect(error?.isCommitOutcomeUnknown == false)
            try await pool.withTransaction { _ = try await $0.execute(Statement("one", "SELECT 1")) }
        }
    }

    @Test func `a connection lost at commit leaves the outcome unknown`() async throws {
        try await Self.withPoolAndWatcher("commit") { (pool, watcher) async throws in
            let error = await failure {
                try await pool.withTransaction { connection in
                    _ = try await connection.execute(Statement("one", "SELECT 1"))
                    try await Self.end(connection.processID, watcher)
                }
            }
            #expect(error?.isCommitOutcomeUnknown == true)
            let inPipeline = await failure {
                try await pool.withConnection { connection in
                    try await Self.end(connection.processID, watcher)
                    _ = try await connection.runInTransaction([(Statement("one", "SELECT 1"), [])])
                }
            }
            #expect(inPipeline?.isConnectionLoss == true)
            let again = await failure {
                try await pool.withConnection { connection in
                    try await Self.end(connection.processID, watcher)
                    _ = await failure { _ = try await connection.execute(Statement("one", "SELECT 1")) }
                    _ = try await connection.transaction { try $0.exec(Statement("one", "SELECT 1")) }
                }
            }
            #expect(again?.isConnectionLoss == true)
            try await pool.ping()
        }
    }

    @Test(arguments: [false, true])
    func `a server that was restarted is found again with what was committed`(crashed: Bool) async throws {
        let cluster = try await PrivateCluster.start()
        var configuration = try PostgresConfiguration(cluster.connectionString())
        configuration.poolSize = 3
        configuration.acquireTimeout = .seconds(30)
        let pool = PostgresPool(configuration, backoff: PostgresBackoff(base: .milliseconds(1)))
        try await pool.withConnection { try await $0.executeScript("CREATE TABLE kept AS SELECT 1::int8 AS id") }
        if crashed { try await cluster.stopImmediately() } else { try await cluster.stop() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            // The first use may meet a connection whose end has not arrived yet; it says so and the next one reconnects.
            group.addTask {
                while let error = await failure({ try await pool.ping() }) { try #require(error.isConnectionLoss) }
            }
            while pool.health.failures == 0 { await Task.yield() }
            #expect(!pool.health.isReachable)
            try await cluster.start()
            try await group.waitForAll()
        }
        #expect(try await pool.execute(Statement("kept", "SELECT id FROM kept")).one().int8("id") == 1)
        #expect(pool.health.isReachable)
        await pool.close()
        await cluster.close()
    }

    private static func end(_ processID: Int32, _ watcher: PostgresConnection) async throws {
        _ = try await watcher.execute(end, [.int4(processID)])
        #expect(try await eventually { try await watcher.execute(isThere, [.int4(processID)]).isEmpty })
    }

    private static func withPoolAndWatcher(
        _ name: String,
        _ body: (PostgresPool, PostgresConnection) async throws -> Void
    ) async throws {
        var configuration = try await TestCluster.database("recovery_" + name)
        let watcher = try await PostgresConnection.open(configuration)
        configuration.poolSize = 1
        configuration.acquireTimeout = .seconds(20)
        let pool = PostgresPool(configuration)
        try await body(pool, watcher)
        await pool.close()
        await watcher.close()
    }
}
