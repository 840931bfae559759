// SPDX-License-Identifier: Apache-2.0
import Logging
import Synchronization

extension PostgresPool {
    /// A connection that works; the caller must hand it to `giveBack`.
    func lease() async throws -> PostgresConnection {
        while let connection = try takeIdle() {
            if await isAlive(connection) { return connection }
            discard(connection)
        }
        switch await withDeadline(clock, configuration.acquireTimeout, { [self] in try await acquire() }) {
        case .finished(let connection): return connection
        case .failed(let error): throw error
        case .expired: throw expiry()
        }
    }

    /// Takes back a lent connection; one that broke or was left inside a transaction is replaced.
    func giveBack(_ connection: PostgresConnection) {
        if connection.isIdle { pass(.connection(connection)) } else { discard(connection) }
    }

    private func takeIdle() throws -> PostgresConnection? {
        try state.withLock { state in
            if state.isClosed { throw Self.closed }
            return state.idle.popLast()
        }
    }

    /// Waits for a connection or for leave to open one.
    private func acquire() async throws -> PostgresConnection {
        while true {
            switch try await grant() {
            case .connection(let connection):
                if await isAlive(connection) { return connection }
                discard(connection)
            case .slot:
                return try await open()
            }
        }
    }

    private func grant() async throws -> PoolState.Grant {
        let id = waiterIDs.wrappingAdd(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state in ask(&state, id, continuation) }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.removeWaiter(id) }
            waiter?.continuation.resume(throwing: CancellationError())
        }
    }

    /// The answer, or nil when the caller was put in the queue.
    private func ask(
        _ state: inout PoolState,
        _ id: UInt64,
        _ continuation: CheckedContinuation<PoolState.Grant, any Error>
    ) -> Result<PoolState.Grant, any Error>? {
        if state.isClosed { return .failure(Self.closed) }
        // A cancellation that came before this point found nobody in the queue to remove.
        if Task.isCancelled { return .failure(CancellationError()) }
        if let free = state.takeFree() { return .success(free) }
        guard state.waiters.count < configuration.maximumWaiters else { return .failure(Self.exhausted) }
        state.waiters.append(PoolState.Waiter(id: id, continuation: continuation))
        return nil
    }

    /// Opens a connection in a slot of the pool, trying again until the caller's time is up.
    private func open() async throws -> PostgresConnection {
        while true {
            do {
                let failures = state.withLock(\.failures)
                if failures > 0 { try await clock.sleep(for: backoff.delay(failures: failures, jitter: jitter())) }
                try Task.checkCancellation()
                let connection = try await PostgresConnection.open(configuration, onConnect: onConnect)
                noteSuccess()
                return connection
            } catch let error as PostgresError where error.isRetryable {
                note(error)
            } catch {
                pass(.slot)
                throw error
            }
        }
    }

    private func noteSuccess() {
        let failures = state.withLock { state in
            defer {
                state.failures = 0
                state.lastFailure = nil
            }
            return state.failures
        }
        if failures > 0 { logger.info("connected to PostgreSQL again", metadata: ["failures": "\(failures)"]) }
    }

    private func note(_ error: PostgresError) {
        let failures = state.withLock { state in
            state.failures += 1
            state.lastFailure = error
            return state.failures
        }
        if failures == 1 { logger.warning("cannot connect to PostgreSQL", metadata: ["error": "\(error)"]) }
    }

    /// Whether a connection from the pool is still good, asking its thread only when the socket has something to say.
    private func isAlive(_ connection: PostgresConnection) async -> Bool {
        guard connection.hasNews else { return connection.isIdle }
        let alive = try? await connection.withThread { $0.absorbNews() }
        return alive ?? false
    }

    private func discard(_ connection: PostgresConnection) {
        logger.debug("replaced a connection to PostgreSQL")
        connection.abandon()
        pass(.slot)
    }

    /// Hands a connection or slot to the next waiter, or back to the pool.
    private func pass(_ grant: PoolState.Grant) {
        let (waiter, isClosed, isDrained) = state.withLock { state in
            (state.giveBack(grant), state.isClosed, state.isClosed && state.total == 0)
        }
        if let waiter {
            waiter.continuation.resume(returning: grant)
        } else if isClosed, case .connection(let connection) = grant {
            connection.abandon()
        }
        if isDrained { resumeDrained() }
    }

    private func expiry() -> PostgresError {
        guard let failure = state.withLock(\.lastFailure) else { return Self.exhausted }
        return failure
    }

    static let exhausted = PostgresError(
        .poolExhausted,
        "pool exhausted: no connection to PostgreSQL came free in time"
    )
}
