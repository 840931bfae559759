// SPDX-License-Identifier: Apache-2.0
import CLibPQ

/// A connection as seen from its own thread: every call blocks until PostgreSQL has answered.
///
/// It never leaves that thread; it is reached through `PostgresConnection.withThread`.
package final class SyncConnection {
    /// What the connection is good for after a job.
    enum Condition: UInt8 {
        case idle, inTransaction, broken
    }

    /// How far a `transaction` has come.
    enum Phase {
        case none
        /// BEGIN is held back to travel with the first statement.
        case pending(Statement)
        case open
        case committed
    }

    let handle: OpaquePointer
    var cache = StatementCache()
    var encoder = ParameterEncoder()
    var phase = Phase.none
    /// Set when the protocol is out of step, so that nothing more may be sent.
    var isOutOfStep = false
    /// Whatever the connection's user keeps per connection.
    package var storage = ConnectionStorage()

    init(connecting configuration: PostgresConfiguration) throws(PostgresError) {
        guard let handle = Self.connect(configuration.keywords) else {
            throw PostgresError(.connectFailed, "libpq is out of memory")
        }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            // `deinit` frees the handle.
            throw PostgresError(.connectFailed, PostgresError.firstLine(of: handle, otherwise: "no connection"))
        }
        // libpq would print notices on standard error, and they can quote values.
        PQsetNoticeReceiver(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    private static func connect(_ keywords: [(String, String)]) -> OpaquePointer? {
        // Proof: each string is duplicated for the call, both lists end in nil as libpq asks, and libpq keeps copies.
        let names = keywords.map { duplicate($0.0) }
        let values = keywords.map { duplicate($0.1) }
        defer { (names + values).forEach { $0.deallocate() } }
        let nameList = names.map { UnsafePointer($0) } + [nil]
        let valueList = values.map { UnsafePointer($0) } + [nil]
        return PQconnectdbParams(nameList, valueList, 0)
    }

    private static func duplicate(_ text: String) -> UnsafeMutablePointer<CChar> {
        let source = text.utf8CString
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: source.count)
        for (offset, byte) in source.enumerated() { (copy + offset).initialize(to: byte) }
        return copy
    }

    /// The server process that serves the connection.
    package var processID: Int32 { PQbackendPID(handle) }

    /// Whether a transaction is open on the server.
    package var isInTransaction: Bool {
        let status = PQtransactionStatus(handle)
        return status != PQTRANS_IDLE && status != PQTRANS_UNKNOWN
    }

    /// Refuses to go on where libpq and the server no longer agree on whose turn it is.
    func checkInStep() throws(PostgresError) {
        if isOutOfStep { throw PostgresError(.connectionLost, "the connection broke earlier") }
    }

    var condition: Condition {
        if isOutOfStep || PQstatus(handle) != CONNECTION_OK { return .broken }
        return isInTransaction ? .inTransaction : .idle
    }

    /// The error of a call that could not even be sent.
    func unsent(_ statement: String) -> PostgresError {
        isOutOfStep = true
        return PostgresError(result: nil, connection: handle, statement: statement)
    }
}
