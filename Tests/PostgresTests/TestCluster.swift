// SPDX-License-Identifier: Apache-2.0
import Postgres

/// One private PostgreSQL for the whole run, started by whoever needs it first; it ends with the process.
actor TestCluster {
    private static let shared = TestCluster()

    private var cluster: PrivateCluster?
    private var isStarting = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A fresh database of that name.
    static func database(_ name: String) async throws -> PostgresConfiguration {
        try PostgresConfiguration(try await shared.running().createDatabase(name))
    }

    private func running() async throws -> PrivateCluster {
        while isStarting { await withCheckedContinuation { waiting.append($0) } }
        if let cluster { return cluster }
        isStarting = true
        defer {
            isStarting = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        let started = try await PrivateCluster.start()
        cluster = started
        return started
    }
}

/// Waits for something another process must do, up to 20 seconds.
func eventually(_ isSo: () async throws -> Bool) async throws -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(20)
    while clock.now < deadline {
        if try await isSo() { return true }
        try await clock.sleep(for: .milliseconds(10))
    }
    return try await isSo()
}

/// Runs `body` with a connection to a fresh database.
func withConnection(
    _ database: String,
    _ body: (PostgresConnection) async throws -> Void
) async throws {
    let connection = try await PostgresConnection.open(try await TestCluster.database(database))
    try await body(connection)
    await connection.close()
}

/// The error of a call that is expected to fail.
func failure(_ body: () async throws -> Void) async -> PostgresError? {
    do {
        try await body()
        return nil
    } catch {
        return error as? PostgresError
    }
}
