// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A connection to PostgreSQL that lives on a thread of its own; calls suspend and never block the caller's thread.
///
/// Jobs run in the order they were posted. A job that has begun runs to its end even if its caller is cancelled, so
/// the outcome of a COMMIT is always known where it can be; the statement time-out bounds it.
package final class PostgresConnection: Sendable {
    private let mailbox: Mailbox<SyncConnection>
    private let status: ConnectionStatus
    /// The server process that serves the connection.
    package var processID: Int32 { status.processID.load(ordering: .relaxed) }

    private init(mailbox: Mailbox<SyncConnection>, status: ConnectionStatus) {
        self.mailbox = mailbox
        self.status = status
    }

    deinit { mailbox.close() }

    /// Connects, then runs `onConnect` on the connection's thread; an error in either closes the connection.
    package static func open(
        _ configuration: PostgresConfiguration,
        onConnect: (@Sendable (SyncConnection) throws -> Void)? = nil
    ) async throws -> PostgresConnection {
        let mailbox = Mailbox<SyncConnection>()
        let status = ConnectionStatus()
        try await withCheckedThrowingContinuation { (opened: CheckedContinuation<Void, any Error>) in
            do throws(PostgresError) {
                try SystemThread.start {
                    serve(configuration, onConnect, mailbox, status) { opened.resume(with: $0) }
                    mailbox.end()
                }
            } catch {
                opened.resume(throwing: error)
            }
        }
        return PostgresConnection(mailbox: mailbox, status: status)
    }

    /// The life of the connection's thread.
    private static func serve(
        _ configuration: PostgresConfiguration,
        _ onConnect: (@Sendable (SyncConnection) throws -> Void)?,
        _ mailbox: Mailbox<SyncConnection>,
        _ status: ConnectionStatus,
        _ opened: (Result<Void, any Error>) -> Void
    ) {
        let connection: SyncConnection
        do {
            connection = try SyncConnection(connecting: configuration)
            try onConnect?(connection)
        } catch {
            opened(.failure(error))
            return
        }
        status.record(connection)
        opened(.success(()))
        withExtendedLifetime(connection) {
            while let job = mailbox.take() { job(connection) }
            status.markClosed()
        }
    }

    /// Runs `body` on the connection's thread, where it may run a whole transaction without further wake-ups.
    package func withThread<Result: Sendable>(
        _ body: @escaping @Sendable (SyncConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Result, any Error>) in
            let accepted = mailbox.post { [status] connection in
                let result = Swift.Result { try body(connection) }
                // Before the caller resumes, so that a pool sees what became of the connection.
                status.record(connection)
                done.resume(with: result)
            }
            if !accepted { done.resume(throwing: PostgresError(.closed, "the connection is closed")) }
        }
    }

    /// Lets posted jobs finish, closes the connection, and waits until it is gone.
    package func close() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            mailbox.close { done.resume() }
        }
    }

    /// Begins closing without waiting.
    func abandon() { mailbox.close() }

    /// Whether the connection works and no transaction stands open, as far as its thread has seen.
    package var isIdle: Bool { status.condition == .idle }

    /// Whether the server has said or done something unasked, such as ending the connection.
    var hasNews: Bool { status.hasNews }
}
