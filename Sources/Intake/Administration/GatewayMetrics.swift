// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import Synchronization

/// The groups of addresses that are counted apart.
enum RouteMetric: String, Sendable, CaseIterable {
    case messages, message, lease, acknowledge, feeds, catalogue, log, health, other
}

/// Counts what the doors do.
///
/// No agency, no contract and no client is named: who exchanges with whom is not for a monitoring system.
package final class GatewayMetrics: Sendable {
    package enum Event: String, Sendable, CaseIterable {
        case accepted, repeated, refused, failed, rehearsed, leased, acknowledged, returned, unopened, documents
    }

    /// Upper bounds of the latency classes, in microseconds.
    static let bounds: [Int64] = [
        500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000, 10_000_000,
    ]

    /// The counts of one group of addresses.
    struct RouteCounts: Sendable {
        /// By the first digit of the status, 1xx to 5xx.
        var classes = [Int64](repeating: 0, count: 5)
        /// By latency class; the last is everything slower.
        var latency = [Int64](repeating: 0, count: GatewayMetrics.bounds.count + 1)
        var microseconds: Int64 = 0
    }

    struct Counts: Sendable {
        var events = [Int64](repeating: 0, count: Event.allCases.count)
        var routes = [RouteCounts](repeating: RouteCounts(), count: RouteMetric.allCases.count)
    }

    private let counts = Mutex(Counts())
    private static let eventIndex = Dictionary(uniqueKeysWithValues: Event.allCases.enumerated().map { ($1, $0) })
    private static let routeIndex = Dictionary(uniqueKeysWithValues: RouteMetric.allCases.enumerated().map { ($1, $0) })

    package init() {}

    package func count(_ event: Event, _ number: Int = 1) {
        let index = Self.eventIndex[event] ?? 0
        counts.withLock { $0.events[index] += Int64(number) }
    }

    /// Counts an answer; `time` is nil where nothing was worked on.
    func answered(_ route: RouteMetric, status: Int, after time: TimeAmount?) {
        let index = Self.routeIndex[route] ?? 0
        let group = min(max(status / 100, 1), 5) - 1
        let microseconds = time.map { $0.nanoseconds / 1_000 }
        let slot = microseconds.map { spent in Self.bounds.firstIndex { spent <= $0 } ?? Self.bounds.count }
        counts.withLock { counts in
            counts.routes[index].classes[group] += 1
            guard let slot, let microseconds else { return }
            counts.routes[index].latency[slot] += 1
            counts.routes[index].microseconds += microseconds
        }
    }

    var snapshot: Counts { counts.withLock { $0 } }

    /// How often something has happened.
    package func value(_ event: Event) -> Int64 {
        counts.withLock { $0.events[Self.eventIndex[event] ?? 0] }
    }
}
