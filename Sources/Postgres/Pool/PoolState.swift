// SPDX-License-Identifier: Apache-2.0

/// The book-keeping of a pool; the pool guards it with a lock.
struct PoolState {
    /// What a caller is given after asking for a connection.
    enum Grant: Sendable {
        case connection(PostgresConnection)
        /// Leave to open one more connection.
        case slot
    }

    struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<Grant, any Error>
    }

    let size: Int
    /// Connections nobody uses, the most recently used last.
    var idle: [PostgresConnection] = []
    /// Connections that are idle, lent, or being opened.
    var total = 0
    var waiters: [Waiter] = []
    var isClosed = false
    /// Failures to connect since the last success.
    var failures = 0
    var lastFailure: PostgresError?
    var drained: [CheckedContinuation<Void, Never>] = []

    init(size: Int) { self.size = size }

    /// A connection or slot that is free at once.
    mutating func takeFree() -> Grant? {
        if let connection = idle.popLast() { return .connection(connection) }
        guard total < size else { return nil }
        total += 1
        return .slot
    }

    /// Hands over what a caller gave back; the waiter to resume with it, if one is waiting.
    mutating func giveBack(_ grant: Grant) -> Waiter? {
        if !isClosed, !waiters.isEmpty { return waiters.removeFirst() }
        switch grant {
        case .connection(let connection) where !isClosed: idle.append(connection)
        case .connection, .slot: total -= 1
        }
        return nil
    }

    mutating func removeWaiter(_ id: UInt64) -> Waiter? {
        waiters.firstIndex { $0.id == id }.map { waiters.remove(at: $0) }
    }

    var lent: Int { total - idle.count }
}
