// SPDX-License-Identifier: Apache-2.0

package import Exchange
internal import Foundation
internal import Synchronization

/// A clock that stands until it is moved, or runs with this machine's and can be moved besides.
package final class NodeClock: WallClock {
    private let standing: Timestamp?
    private let moved = Mutex(Duration.zero)
    /// What the events posted in a test give as their time: it stays, so that an event posted again is the same.
    package let eventTime: Timestamp

    private init(_ standing: Timestamp?) {
        self.standing = standing
        eventTime = (standing ?? Self.machine) + .seconds(-60)
    }

    package static func standing(at time: Timestamp) -> NodeClock { NodeClock(time) }

    package static func running() -> NodeClock { NodeClock(nil) }

    /// The time of this machine.
    package static var machine: Timestamp {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    package func now() -> Timestamp { (standing ?? Self.machine) + moved.withLock { $0 } }

    package func advance(by duration: Duration) {
        moved.withLock { $0 += duration }
    }

    /// Whether leases must be timed by this clock and not by the database's.
    var isStanding: Bool { standing != nil }
}
