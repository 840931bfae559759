// SPDX-License-Identifier: Apache-2.0
import Postgres
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct PoolTests {
    private static let processID = Statement("pid", "SELECT pg_backend_pid() AS pid")

    @Test func `connections are reused and the hook runs once for each`() async throws {
        let hooks = Atomic<Int>(0)
        try await Self.withPool(
            "reuse",
            size: 2,
            onConnect: { connection in
                hooks.add(1, ordering: .relaxed)
                connection.storage[Int64.self] = 41
            }
        ) { pool in
            for _ in 0..<5 {
                let stored = try await pool.withThread { connection in
                    connection.storage[Int64.self] = (connection.storage[Int64.self] ?? 0) + 1
                    return connection.storage[Int64.self]
                }
                #expect((stored ?? 0) > 41)
            }
            #expect(hooks.load(ordering: .relaxed) == 1)
            #expect(pool.health.idle == 1)
        }
    }

    @Test func `a full pool says so once the time is up`() async throws {
        try await Self.withPool("exhausted", size: 1, acquire: .milliseconds(50)) { pool in
            try await pool.withConnection { _ in
                let error = await failure { try await pool.ping() }
                #expect(error?.kind == .poolExhausted)
                #expect(pool.health.waiting == 0)
            }
            try await pool.ping()
        }
    }

    @Test func `too many waiters are turned away at once`() async throws {
        try await Self.withPool("waiters", size: 1, waiters: 0, acquire: .seconds(600)) { pool in
            try await pool.withConnection { _ in
                #expect(await failure { try await pool.ping() }?.kind == .poolExhausted)
            }
        }
    }

    @Test func `a cancelled task leaves the queue and the pool goes on`() async throws {
        try await Self.withPool("cancelled", size: 1, acquire: .seconds(600)) { pool in
            try await pool.withConnection { _ in
                await withTaskGroup(of: Bool.self) { group in
                    group.addTask { await Self.isCancelled { try await pool.ping() } }
                    while pool.health.waiting == 0 { await Task.yield() }
                    group.cancelAll()
                    #expect(await group.next() == true)
                }
                #expect(pool.health.waiting == 0)
            }
            try await pool.ping()
            #expect(pool.health.lent == 0)
        }
    }

    @Test func `waiters are served in turn by one connection`() async throws {
        try await Self.withPool("turns", size: 1, acquire: .seconds(60)) { pool in
            let pids = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<50 { group.addTask { try await pool.execute(Self.processID).one().int8("pid") } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(pids.count == 1)
        }
    }

    @Test func `a connection left inside a transaction is replaced`() async throws {
        try await Self.withPool("left", size: 1) { pool in
            let first = try await pool.withConnection { connection in
                try await connection.executeScript("BEGIN")
                return connection.processID
            }
            let second = try await pool.withConnection { $0.processID }
            #expect(first != second)
        }
    }

    @Test func `an asynchronous transaction commits or rolls back`() async throws {
        let insert = Statement("insert", "INSERT INTO note VALUES ($1)")
        let count = Statement("count", "SELECT count(*) AS n FROM note")
        try await Self.withPool("async", size: 1) { pool in
            try await pool.withConnection { try await $0.executeScript("CREATE TABLE note (id int8)") }
            try await pool.withTransaction { _ = try await $0.execute(insert, [.int8(1)]) }
            await #expect(throws: CancellationError.self) {
                try await pool.withTransaction { connection in
                    _ = try await connection.execute(insert, [.int8(2)])
                    throw CancellationError()
                }
            }
            #expect(try await pool.execute(count).one().int8("n") == 1)
            #expect(pool.health.idle == 1)
        }
    }

    @Test func `closing waits for a lent connection and refuses the next caller`() async throws {
        try await Self.withPool("closing", size: 1) { pool in
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await pool.withConnection { connection in
                    group.addTask { await pool.close() }
                    while await failure({ try await pool.ping() })?.kind != .closed { await Task.yield() }
                    _ = try await connection.execute(Self.processID)
                }
                try await group.waitForAll()
            }
            #expect(pool.health.lent == 0 && pool.health.idle == 0)
            #expect(await failure { try await pool.ping() }?.kind == .closed)
        }
    }

    @Test func `a server that is not there is an error that may be retried`() async throws {
        var configuration = try PostgresConfiguration(
            "postgresql://nobody@/none?host=%2Ftmp%2Fconcordat-no-such-folder"
        )
        configuration.acquireTimeout = .milliseconds(200)
        let pool = PostgresPool(configuration, backoff: PostgresBackoff(base: .milliseconds(1)))
        let error = await failure { try await pool.ping() }
        #expect(error?.kind == .connectFailed)
        #expect(error?.isRetryable == true)
        #expect(!pool.health.isReachable && pool.health.failures > 1 && pool.health.lent == 0)
        await pool.close()
    }

    @Test func `the wait between attempts doubles up to a cap and is spread`() {
        let backoff = PostgresBackoff(base: .milliseconds(100), cap: .seconds(1))
        #expect(backoff.delay(failures: 0, jitter: 1) == .zero)
        #expect(backoff.delay(failures: 1, jitter: 1) == .milliseconds(100))
        #expect(backoff.delay(failures: 3, jitter: 1) == .milliseconds(400))
        #expect(backoff.delay(failures: 99, jitter: 1) == .seconds(1))
        #expect(backoff.delay(failures: 3, jitter: 0) == .milliseconds(200))
    }

    private static func isCancelled(_ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return false
        } catch {
            return error is CancellationError
        }
    }

    private static func withPool(
        _ name: String,
        size: Int,
        waiters: Int = 1024,
        acquire: Duration = .seconds(20),
        onConnect: (@Sendable (SyncConnection) throws -> Void)? = nil,
        _ body: (PostgresPool) async throws -> Void
    ) async throws {
        var configuration = try await TestCluster.database("pool_" + name)
        configuration.poolSize = size
        configuration.maximumWaiters = waiters
        configuration.acquireTimeout = acquire
        let pool = PostgresPool(configuration, onConnect: onConnect)
        try await body(pool)
        await pool.close()
    }
}
