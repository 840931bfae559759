// SPDX-License-Identifier: Apache-2.0

package import Postgres

/// One private PostgreSQL for a whole test run, started by whoever needs it first; it ends with the process, however that ends.
package actor TestDatabase {
    private static let shared = TestDatabase()

    private var cluster: PrivateCluster?
    private var isStarting = false
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var made = 0

    /// The connection string of a fresh, empty database.
    package static func fresh() async throws -> String {
        try await shared.make()
    }

    /// The cluster itself, for tests that stop and start it: they make one of their own with `PrivateCluster.start()` instead.
    private func make() async throws -> String {
        while isStarting { await withCheckedContinuation { waiting.append($0) } }
        made += 1
        let name = "test_\(made)"
        if let cluster { return try await cluster.createDatabase(name) }
        isStarting = true
        defer {
            isStarting = false
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        // Every test has a database with partitions of its own, and they run side by side. Here no machine fails; what must outlive a
        // crash is tested on clusters of its own.
        let started = try await PrivateCluster.start(
            settings: ["max_locks_per_transaction": "1024", "max_connections": "500", "fsync": "off"]
        )
        cluster = started
        return try await started.createDatabase(name)
    }
}

/// Waits for something that another process or node must do, and gives up after the deadline.
///
/// - Returns: whether it came about.
package func eventually(within deadline: Duration = .seconds(20), _ isSo: () async throws -> Bool) async throws -> Bool
{
    let clock = ContinuousClock()
    let end = clock.now + deadline
    while clock.now < end {
        if try await isSo() { return true }
        try await clock.sleep(for: .milliseconds(10))
    }
    return try await isSo()
}
