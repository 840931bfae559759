// SPDX-License-Identifier: Apache-2.0
import CLibPQ
import Glibc
import Synchronization

/// What others may know of a connection without asking its thread.
final class ConnectionStatus: Sendable {
    let processID = Atomic<Int32>(0)
    private let socket = Atomic<Int32>(-1)
    private let state = Atomic<UInt8>(SyncConnection.Condition.idle.rawValue)

    /// Called on the connection's thread after each job.
    func record(_ connection: SyncConnection) {
        processID.store(connection.processID, ordering: .relaxed)
        socket.store(PQsocket(connection.handle), ordering: .relaxed)
        state.store(connection.condition.rawValue, ordering: .releasing)
    }

    /// Called on the connection's thread before its socket is closed.
    func markClosed() {
        socket.store(-1, ordering: .relaxed)
        state.store(SyncConnection.Condition.broken.rawValue, ordering: .releasing)
    }

    var condition: SyncConnection.Condition {
        SyncConnection.Condition(rawValue: state.load(ordering: .acquiring)) ?? .broken
    }

    /// Whether an idle connection's socket has something to read, which costs one system call and never blocks.
    var hasNews: Bool {
        var watched = pollfd(fd: socket.load(ordering: .relaxed), events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) != 0
    }
}
