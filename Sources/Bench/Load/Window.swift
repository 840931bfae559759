// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The span of time in which answers count; what comes before it warms up.
struct Window: Sendable {
    let begin: NIODeadline
    let end: NIODeadline

    init(warmUp: Duration, length: Duration) {
        begin = .now() + TimeAmount(warmUp)
        end = begin + TimeAmount(length)
    }

    func contains(_ moment: NIODeadline) -> Bool { moment >= begin && moment < end }

    /// Waits until a moment, of which some may have passed.
    static func sleep(until moment: NIODeadline) async throws {
        let left = moment - .now()
        if left > .zero { try await Task.sleep(for: .nanoseconds(left.nanoseconds)) }
    }
}

/// Counts and times, as one connection saw them.
struct Tally: Sendable {
    /// Messages the gateway took, or handed out and was told of.
    var messages = 0
    /// Messages and requests that were not answered as they should be.
    var failures = 0
    /// The first such answer, to be shown.
    var firstFailure: String?
    /// How long answers took, in microseconds.
    var latencies: [UInt32] = []

    mutating func fail(_ count: Int, _ answer: HTTPAnswer) {
        failures += count
        guard firstFailure == nil else { return }
        firstFailure = "\(answer.status) " + String(decoding: answer.body.readableBytesView.prefix(600), as: UTF8.self)
    }

    mutating func time(_ span: TimeAmount) {
        latencies.append(UInt32(clamping: span.nanoseconds / 1_000))
    }

    mutating func add(_ other: Tally) {
        messages += other.messages
        failures += other.failures
        firstFailure = firstFailure ?? other.firstFailure
        latencies += other.latencies
    }
}
