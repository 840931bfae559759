// SPDX-License-Identifier: Apache-2.0
package import Logging
import Synchronization

/// Lends connections to PostgreSQL, opening them on demand and replacing those that break.
package final class PostgresPool: Sendable {
    let configuration: PostgresConfiguration
    let clock: any Clock<Duration>
    let jitter: @Sendable () -> Double
    let backoff: PostgresBackoff
    let onConnect: (@Sendable (SyncConnection) throws -> Void)?
    let logger: Logger
    let state: Mutex<PoolState>
    let waiterIDs = Atomic<UInt64>(0)

    /// Opens nothing yet.
    ///
    /// `onConnect` runs once on the thread of each new connection, before anyone else uses it. `jitter` gives
    /// numbers in 0...1.
    package init(
        _ configuration: PostgresConfiguration,
        backoff: PostgresBackoff = PostgresBackoff(),
        clock: any Clock<Duration> = ContinuousClock(),
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        logger: Logger = Logger(label: "concordat.postgres"),
        onConnect: (@Sendable (SyncConnection) throws -> Void)? = nil
    ) {
        self.configuration = configuration
        self.backoff = backoff
        self.clock = clock
        self.jitter = jitter
        self.logger = logger
        self.onConnect = onConnect
        state = Mutex(PoolState(size: max(1, configuration.poolSize)))
    }

    /// Counts of connections and waiters, and whether connecting works.
    package var health: PoolHealth {
        state.withLock { state in
            PoolHealth(
                idle: state.idle.count,
                lent: state.lent,
                waiting: state.waiters.count,
                failures: state.failures,
                lastFailure: state.lastFailure
            )
        }
    }

    /// Asks PostgreSQL for an answer on a connection of the pool; throws when there is none.
    package func ping() async throws { _ = try await execute(Self.pingStatement) }

    private static let pingStatement = Statement("ping", "SELECT 1")

    /// Refuses new callers, lets the lent connections come back within `grace`, and closes them all.
    ///
    /// A connection still lent after that is closed when it comes back.
    package func close(grace: Duration = .seconds(10)) async {
        let (idle, waiters) = state.withLock { state in
            state.isClosed = true
            state.total -= state.idle.count
            defer {
                state.idle = []
                state.waiters = []
            }
            return (state.idle, state.waiters)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
        for connection in idle { await connection.close() }
        _ = await withDeadline(clock, grace) { [self] in try await drain() }
    }

    /// Waits until no connection is lent.
    private func drain() async throws {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                let ready = state.withLock { state in
                    guard state.total > 0, !Task.isCancelled else { return true }
                    state.drained.append(done)
                    return false
                }
                if ready { done.resume() }
            }
        } onCancel: {
            resumeDrained()
        }
    }

    func resumeDrained() {
        let waiting = state.withLock { state in
            defer { state.drained = [] }
            return state.drained
        }
        for continuation in waiting { continuation.resume() }
    }

    static let closed = PostgresError(.closed, "the connection pool is closed")
}
