// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Runs the same work for many callers, once at a time.
///
/// Who comes while a run is under way waits for the next one, because this one may have looked before the caller had reason to ask. All
/// who waited share that run: a thousand callers cost two runs, not a thousand.
final class SharedRun<Value: Sendable>: Sendable {
    private typealias Outcome = Result<Value, any Error>

    private enum Turn: Sendable {
        /// Make the run, for these others too.
        case lead([CheckedContinuation<Turn, Never>])
        case share(Outcome)
    }

    private struct State {
        var isRunning = false
        var waiting: [CheckedContinuation<Turn, Never>] = []
    }

    private let state = Mutex(State())
    private let isOwn: @Sendable (any Error) -> Bool

    /// - Parameter isOwn: whether an error may come of the cancellation of whoever made the run; the run is then made again for the others.
    init(isOwn: @escaping @Sendable (any Error) -> Bool = { $0 is CancellationError }) {
        self.isOwn = isOwn
    }

    /// The result of a run that began after this call.
    func value(_ work: @Sendable () async throws -> Value) async throws -> Value {
        switch await turn() {
        case .share(let outcome): return try outcome.get()
        case .lead(let followers):
            let outcome: Outcome
            do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
            land(outcome, followers)
            return try outcome.get()
        }
    }

    /// How many wait for the next run.
    var waitingCount: Int { state.withLock(\.waiting.count) }

    private func turn() async -> Turn {
        await withCheckedContinuation { (asker: CheckedContinuation<Turn, Never>) in
            let leads = state.withLock { state in
                guard state.isRunning else {
                    state.isRunning = true
                    return true
                }
                state.waiting.append(asker)
                return false
            }
            if leads { asker.resume(returning: .lead([])) }
        }
    }

    private func land(_ outcome: Outcome, _ followers: [CheckedContinuation<Turn, Never>]) {
        // A run that failed because its own caller went away says nothing to the others.
        let isOnlyCancelled =
            if case .failure(let error) = outcome { Task.isCancelled && isOwn(error) } else { false }
        let next = state.withLock { state in
            let next = isOnlyCancelled ? followers + state.waiting : state.waiting
            state.waiting = []
            state.isRunning = !next.isEmpty
            return next
        }
        if !isOnlyCancelled { for follower in followers { follower.resume(returning: .share(outcome)) } }
        next.first?.resume(returning: .lead(Array(next.dropFirst())))
    }
}
