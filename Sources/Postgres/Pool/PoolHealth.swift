// SPDX-License-Identifier: Apache-2.0

/// A pool at one moment.
package struct PoolHealth: Sendable, Equatable {
    /// Connections nobody is using.
    package let idle: Int
    /// Connections in use or being opened.
    package let lent: Int
    /// Callers waiting for one.
    package let waiting: Int
    /// Attempts to connect that failed since the last that succeeded.
    package let failures: Int
    /// Why the last of those failed; nil once connecting works again.
    package let lastFailure: PostgresError?

    /// Whether the last attempt to connect succeeded.
    package var isReachable: Bool { lastFailure == nil }
}
