// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// How many deliveries are in flight to each destination, and whether it is worth trying.
final class Destinations: Sendable {
    private struct Destination {
        var inFlight = 0
        var breaker = CircuitBreaker()
    }

    private let state = Mutex<[Int32: Destination]>([:])

    /// Takes as many places as are free.
    func reserve(_ recipient: Int32, of share: Int, at now: Timestamp) -> Int {
        state.withLock { state in
            var destination = state[recipient] ?? Destination()
            let free = max(0, share - destination.inFlight)
            let allowed = destination.breaker.allowance(of: free, at: now)
            // A single try of a destination that was down waits for the tries before it.
            let places = destination.breaker.failures > 0 && allowed == 1 && destination.inFlight > 0 ? 0 : allowed
            destination.inFlight += places
            state[recipient] = destination
            return places
        }
    }

    /// Gives back places that were not used.
    func release(_ recipient: Int32, _ places: Int) {
        state.withLock { $0[recipient]?.inFlight -= places }
    }

    /// Gives back the place of an attempt that has ended.
    func finished(_ recipient: Int32, answered: Bool, at now: Timestamp) {
        state.withLock { state in
            state[recipient]?.inFlight -= 1
            if answered { state[recipient]?.breaker.answered() } else { state[recipient]?.breaker.failed(at: now) }
        }
    }
}
