// SPDX-License-Identifier: Apache-2.0

internal import Exchange
internal import Synchronization

/// How many deliveries are in flight to each destination, and whether it is worth trying.
final class Destinations: Sendable {
    private struct Destination {
        var inFlight = 0
        var breaker = CircuitBreaker()
    }

    /// What an attempt says of its destination.
    enum Sign: Sendable {
        case answered, silent
        /// Nothing: the destination was not asked, or not given the time to answer.
        case none
    }

    private let state = Mutex<[Int32: Destination]>([:])

    /// Takes as many places as are free.
    func reserve(_ recipient: Int32, of share: Int, at now: Timestamp) -> Int {
        state.withLock { state in
            var destination = state[recipient] ?? Destination()
            let places = destination.breaker.allowance(
                of: max(0, share - destination.inFlight),
                inFlight: destination.inFlight,
                at: now
            )
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
    func finished(_ recipient: Int32, _ sign: Sign, at now: Timestamp) {
        state.withLock { state in
            state[recipient]?.inFlight -= 1
            switch sign {
            case .answered: state[recipient]?.breaker.answered()
            case .silent: state[recipient]?.breaker.failed(at: now)
            case .none: break
            }
        }
    }
}
