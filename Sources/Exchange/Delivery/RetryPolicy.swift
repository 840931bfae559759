// SPDX-License-Identifier: Apache-2.0

/// When to try a delivery again: exponential back-off with full jitter.
///
/// Full jitter (any delay from nothing to the ceiling) spreads a recovered recipient's backlog best.
package struct RetryPolicy: Sendable, Hashable {
    /// The ceiling after the first attempt; it doubles with each further one.
    package var base: Duration
    /// The highest ceiling.
    package var cap: Duration
    /// After so many attempts the delivery is given up.
    package var maxAttempts: Int

    package init(base: Duration, cap: Duration, maxAttempts: Int) {
        self.base = base
        self.cap = cap
        self.maxAttempts = maxAttempts
    }

    /// From 2 seconds up to an hour, 200 attempts: some four days on average.
    package static let standard = RetryPolicy(base: .seconds(2), cap: .seconds(3600), maxAttempts: 200)

    /// The delay after an attempt.
    ///
    /// - Parameters:
    ///   - attempt: how many attempts there were, from 1.
    ///   - asked: what the recipient asked for; the delay is never shorter, save that no more than a day of it counts.
    ///   - generator: where the jitter comes from.
    /// - Returns: at least what was asked, at most a day and the ceiling.
    package func delay(
        afterAttempt attempt: Int,
        asked: Duration? = nil,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let ceiling = microseconds(ceiling(afterAttempt: attempt))
        let jittered = Duration.microseconds(Int64.random(in: 0...max(0, ceiling), using: &generator))
        guard let asked, asked > .zero else { return jittered }
        return min(asked, .seconds(86_400)) + jittered
    }

    /// The longest delay after an attempt, before what the recipient asks for.
    package func ceiling(afterAttempt attempt: Int) -> Duration {
        var ceiling = min(base, cap)
        for _ in 1..<max(1, attempt) {
            guard ceiling < cap else { break }
            ceiling = min(ceiling * 2, cap)
        }
        return ceiling
    }

    private func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
