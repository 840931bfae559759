// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// Spares a destination that is down, and the deliveries that would spend their attempts on it: after some failures in
/// a row it is left alone for a while, then tried with a single delivery.
///
/// A pure value.
struct CircuitBreaker: Sendable {
    private static let threshold = 5
    private static let shortest: Duration = .seconds(5)
    private static let longest: Duration = .seconds(300)

    private var failures = 0
    private var openUntil: Timestamp?

    /// How many deliveries may be tried now, of `free` places, while others are under way.
    ///
    /// After a pause it is a single one, and that waits for those that began before the pause.
    func allowance(of free: Int, inFlight: Int = 0, at now: Timestamp) -> Int {
        guard let openUntil else { return free }
        return now < openUntil || inFlight > 0 ? 0 : min(1, free)
    }

    /// The destination answered, whatever it said.
    mutating func answered() {
        failures = 0
        openUntil = nil
    }

    /// No answer came.
    ///
    /// Attempts that were under way when the pause began tell nothing new when they fail too.
    mutating func failed(at now: Timestamp) {
        if let openUntil, now < openUntil { return }
        failures += 1
        guard failures >= Self.threshold else { return }
        let doublings = min(failures - Self.threshold, 6)
        openUntil = now + min(Self.longest, Self.shortest * (1 << doublings))
    }
}
