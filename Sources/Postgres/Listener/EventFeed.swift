// SPDX-License-Identifier: Apache-2.0

/// Puts events into a bounded stream; when some had to be dropped, the reader is told of a gap once there is room.
package struct EventFeed: Sendable {
    private let stream: AsyncStream<PostgresEvent>.Continuation
    private var owesGap = false

    /// `stream` must keep the oldest events when it is full.
    package init(_ stream: AsyncStream<PostgresEvent>.Continuation) { self.stream = stream }

    package mutating func tell(_ event: PostgresEvent) {
        if event == .gap { owesGap = true }
        settle()
        // What cannot be told is covered by the gap that is still owed.
        guard event != .gap, !owesGap else { return }
        if case .dropped = stream.yield(event) { owesGap = true }
    }

    /// Tells of a gap that is owed, if there is room by now.
    package mutating func settle() {
        if owesGap, case .enqueued = stream.yield(.gap) { owesGap = false }
    }
}
