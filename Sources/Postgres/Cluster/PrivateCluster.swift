// SPDX-License-Identifier: Apache-2.0

/// A PostgreSQL of our own, reached through a Unix socket that only its user and root can enter.
///
/// It is as durable as any, and it is stopped and its folders removed at the end, even if this process is killed:
/// a guardian process notices that its owner is gone.
package final class PrivateCluster: Sendable {
    private let mailbox: Mailbox<ClusterGuardian>
    /// The folder of the socket and the server's log.
    package let runFolder: String
    /// The folder of the data.
    package let dataFolder: String

    private init(mailbox: Mailbox<ClusterGuardian>, folders: ClusterGuardian.Folders) {
        self.mailbox = mailbox
        runFolder = folders.run
        dataFolder = folders.data
    }

    deinit { mailbox.close() }

    /// Makes a cluster, unless the folder holds one already, and starts it.
    ///
    /// Without `dataFolder` a temporary one is used. With `keepsData` the data outlives the cluster, which is
    /// otherwise removed. As root, every folder above `dataFolder` must be open to the user `postgres`.
    package static func start(
        dataFolder: String? = nil,
        keepsData: Bool = false,
        settings: [String: String] = [:]
    ) async throws -> PrivateCluster {
        let mailbox = Mailbox<ClusterGuardian>()
        let folders = try await withCheckedThrowingContinuation {
            (ready: CheckedContinuation<ClusterGuardian.Folders, any Error>) in
            do throws(PostgresError) {
                try SystemThread.start {
                    serve(dataFolder, keepsData, settings, mailbox) { ready.resume(with: $0) }
                    mailbox.end()
                }
            } catch {
                ready.resume(throwing: error)
            }
        }
        return PrivateCluster(mailbox: mailbox, folders: folders)
    }

    /// The life of the cluster's thread.
    private static func serve(
        _ dataFolder: String?,
        _ keepsData: Bool,
        _ settings: [String: String],
        _ mailbox: Mailbox<ClusterGuardian>,
        _ ready: (Result<ClusterGuardian.Folders, any Error>) -> Void
    ) {
        let guardian: ClusterGuardian
        do throws(PostgresError) {
            let programs = try PostgresPrograms.find()
            let folders = try ClusterGuardian.Folders.make(data: dataFolder)
            let existed = folders.holdsCluster
            guardian = try ClusterGuardian(
                programs,
                folders,
                keepsData: keepsData || existed,
                options: options(settings, folders)
            )
            do throws(PostgresError) {
                if !existed { try guardian.perform("make") }
                try guardian.perform("start")
            } catch {
                guardian.finish()
                throw error
            }
            ready(.success(folders))
        } catch {
            ready(.failure(error))
            return
        }
        while let job = mailbox.take() { job(guardian) }
        guardian.finish()
    }

    /// Server settings as switches, quoted for the shell through which pg_ctl passes them.
    private static func options(_ settings: [String: String], _ folders: ClusterGuardian.Folders) -> String {
        var all = [
            "listen_addresses": "", "unix_socket_directories": folders.run, "fsync": "on", "full_page_writes": "on",
            "synchronous_commit": "on", "max_connections": "100",
            // The server's log must not quote statements or rows.
            "log_min_messages": "log", "log_min_error_statement": "panic", "log_error_verbosity": "terse",
        ]
        all.merge(settings) { $1 }
        return all.sorted { $0.key < $1.key }
            .map { "-c \($0.key)='\($0.value.replacing("'", with: "'\\''"))'" }
            .joined(separator: " ")
    }

    private func perform(_ command: String) async throws {
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            let accepted = mailbox.post { guardian in
                do throws(PostgresError) {
                    try guardian.perform(command)
                    done.resume()
                } catch {
                    done.resume(throwing: error)
                }
            }
            if !accepted { done.resume(throwing: PostgresError(.closed, "the private PostgreSQL is closed")) }
        }
    }
}

extension PrivateCluster {
    /// Stops the server in order; its data stays for `start`.
    package func stop() async throws { try await perform("stop") }

    /// Stops the server as a crash would, without a checkpoint.
    package func stopImmediately() async throws { try await perform("kill") }

    /// Starts a stopped server on the same data.
    package func start() async throws { try await perform("start") }

    /// Stops the server, removes the folders, and waits until all is gone.
    package func close() async {
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            mailbox.close { done.resume() }
        }
    }

    /// A URL for a database of the cluster, as its superuser.
    package func connectionString(database: String = "postgres") -> String {
        "postgresql://concordat@/\(Self.escaped(database))?host=\(Self.escaped(runFolder))"
    }

    /// Makes an empty database and gives its URL.
    package func createDatabase(_ name: String) async throws -> String {
        let connection = try await PostgresConnection.open(PostgresConfiguration(connectionString()))
        do {
            try await connection.executeScript("CREATE DATABASE \(quotedIdentifier(name))")
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return connectionString(database: name)
    }

    /// Percent-encodes everything but ASCII letters and digits.
    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            let scalar = Character(UnicodeScalar(byte))
            if scalar.isASCII, scalar.isLetter || scalar.isNumber {
                result.append(scalar)
            } else {
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
