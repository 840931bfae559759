// SPDX-License-Identifier: Apache-2.0

/// How a bounded wait ended.
enum DeadlineOutcome<Value: Sendable>: Sendable {
    case finished(Value)
    case failed(any Error)
    case expired
}

/// Runs `body`, cancelling it after `duration`; what it still brings back after that counts as finished.
func withDeadline<Value: Sendable>(
    _ clock: any Clock<Duration>,
    _ duration: Duration,
    _ body: @escaping @Sendable () async throws -> Value
) async -> DeadlineOutcome<Value> {
    await withTaskGroup(of: DeadlineOutcome<Value>.self) { group in
        group.addTask {
            do { return .finished(try await body()) } catch { return .failed(error) }
        }
        group.addTask {
            do {
                try await clock.sleep(for: duration)
                return .expired
            } catch {
                return .failed(error)
            }
        }
        var expired = false
        for await outcome in group {
            switch outcome {
            case .finished: group.cancelAll(); return outcome
            case .expired: expired = true; group.cancelAll()
            case .failed(let error):
                // The body's own failure ends the wait; the failures that cancelling causes do not.
                if !(error is CancellationError), !expired { group.cancelAll(); return outcome }
            }
        }
        return expired ? .expired : .failed(CancellationError())
    }
}
