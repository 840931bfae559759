// SPDX-License-Identifier: Apache-2.0

/// How long to wait before trying again to connect: doubling, capped, and spread so that nodes do not act in step.
package struct PostgresBackoff: Sendable {
    /// The wait after the first failure, before spreading.
    package var base: Duration
    /// No wait is longer than this.
    package var cap: Duration

    package init(base: Duration = .milliseconds(50), cap: Duration = .seconds(5)) {
        self.base = base
        self.cap = cap
    }

    /// The wait after `failures` failures in a row; `jitter` in 0...1 picks a point between half of it and all of it.
    package func delay(failures: Int, jitter: Double) -> Duration {
        guard failures > 0 else { return .zero }
        let full = min(base * (1 << min(failures - 1, 20)), cap)
        return full * (0.5 + 0.5 * min(max(jitter, 0), 1))
    }
}
