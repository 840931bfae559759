// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// The deadline passed first.
struct TimedOut: Error {}

/// Runs the work and cancels it when the deadline passes.
func withTimeout<Result: Sendable>(
    _ deadline: Duration,
    _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result.self) { group in
        group.addTask(operation: work)
        group.addTask {
            try await Task.sleep(for: deadline)
            throw TimedOut()
        }
        defer { group.cancelAll() }
        guard let first = try await group.next() else { throw TimedOut() }
        return first
    }
}

/// Whether the first byte of a parcel may have left.
final class SendProgress: Sendable {
    private let begun = Atomic(false)

    func begin() {
        begun.store(true, ordering: .releasing)
    }

    var hasBegun: Bool { begun.load(ordering: .acquiring) }
}
