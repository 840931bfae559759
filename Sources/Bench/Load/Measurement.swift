// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Takes one measurement after the other against the doors of one gateway.
struct Measurement: Sendable {
    let generator: Generator
    let plain: Target
    /// Nil when only the door without TLS can be reached.
    let secured: (sending: Target, receiving: Target)?
    let time: ProcessTime
    let events: EventTemplates
    let sizes: LoadSizes

    /// Connections that empty mailboxes.
    private static let drains = 8
    private static let leaseSize = 100
    /// A store that fills faster than it is emptied must not hold up the bench for ever.
    private static let patience = TimeAmount.minutes(3)

    /// - Returns: nil when the row cannot be measured here.
    func take(_ row: Row) async throws -> Figures? {
        switch row {
        case .singlePlain: try await post(plain, connections: sizes.connections, batch: 1)
        case .batchPlain: try await post(plain, connections: sizes.batchConnections, batch: sizes.batchSize)
        case .latencyPlain: try await post(plain, connections: 1, batch: 1)
        case .singleTLS: try await post(secured?.sending, connections: sizes.connections, batch: 1)
        case .batchTLS: try await post(secured?.sending, connections: sizes.batchConnections, batch: sizes.batchSize)
        case .latencyTLS: try await post(secured?.sending, connections: 1, batch: 1)
        case .drain: try await drain()
        case .endToEnd: try await endToEnd()
        }
    }

    private func post(_ target: Target?, connections: Int, batch: Int) async throws -> Figures? {
        guard let target else { return nil }
        let window = Window(warmUp: .seconds(sizes.warmUp), length: .seconds(sizes.seconds))
        async let posting = generator.run(posters(connections, batch: batch, window), to: target)
        try await Window.sleep(until: window.begin)
        let before = time.read()
        try await Window.sleep(until: window.end)
        let after = time.read()
        return Figures(
            Self.sum(try await posting.map(\.tally)),
            seconds: Double(sizes.seconds),
            from: before,
            to: after
        )
    }

    private func drain() async throws -> Figures? {
        guard let receiving = secured?.receiving else { return nil }
        let begin = NIODeadline.now()
        let before = time.read()
        let drainers = try await generator.run(drainers(fillsUntil: begin), to: receiving)
        let after = time.read()
        let seconds = Double((NIODeadline.now() - begin).nanoseconds) / 1e9
        return Figures(Self.sum(drainers.map(\.tally)), seconds: seconds, from: before, to: after)
    }

    /// Latencies are those of posting; messages those acknowledged by their recipients.
    private func endToEnd() async throws -> Figures? {
        guard let (sending, receiving) = secured else { return nil }
        // Nothing left by others may be counted.
        _ = try await generator.run(drainers(fillsUntil: .now()), to: receiving)
        let begin = NIODeadline.now()
        let window = Window(warmUp: .zero, length: .seconds(sizes.seconds))
        let before = time.read()
        async let posting = generator.run(posters(sizes.connections, batch: 1, window), to: sending)
        let drainers = try await generator.run(drainers(fillsUntil: window.end + .milliseconds(200)), to: receiving)
        let posters = try await posting
        let after = time.read()
        let seconds = Double((NIODeadline.now() - begin).nanoseconds) / 1e9
        var tally = Self.sum(drainers.map(\.tally))
        let posted = Self.sum(posters.map(\.tally))
        tally.latencies = posted.latencies
        tally.failures += posted.failures + abs(posters.reduce(0) { $0 + $1.taken } - tally.messages)
        tally.firstFailure = tally.firstFailure ?? posted.firstFailure
        return Figures(tally, seconds: seconds, from: before, to: after)
    }

    private func posters(_ connections: Int, batch: Int, _ window: Window) -> [Poster] {
        (0..<connections).map { Poster(events, batch: batch, connection: $0, window: window) }
    }

    private func drainers(fillsUntil: NIODeadline) -> [Drainer] {
        (0..<Self.drains).map { drain in
            let agencies = stride(from: drain, to: BenchBook.recipients, by: Self.drains).map(BenchBook.recipient)
            return Drainer(
                agencies,
                leaseSize: Self.leaseSize,
                fillsUntil: fillsUntil,
                givesUpAt: .now() + Self.patience
            )
        }
    }

    private static func sum(_ tallies: [Tally]) -> Tally {
        tallies.reduce(into: Tally()) { $0.add($1) }
    }
}
