// SPDX-License-Identifier: Apache-2.0

internal import Exchange

/// Metrics in the Prometheus text format 0.0.4.
enum MetricsText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    static func write(_ counts: GatewayMetrics.Counts, _ health: StoreHealth?) -> [UInt8] {
        var lines = [
            "# HELP concordat_events_total What became of events, deliveries and documents.",
            "# TYPE concordat_events_total counter",
        ]
        for (event, number) in zip(GatewayMetrics.Event.allCases, counts.events) {
            lines.append("concordat_events_total{outcome=\"\(event.rawValue)\"} \(number)")
        }
        lines += [
            "# HELP concordat_http_answers_total Answers by group of addresses and class of status.",
            "# TYPE concordat_http_answers_total counter",
        ]
        for (route, count) in zip(RouteMetric.allCases, counts.routes) {
            for (group, number) in count.classes.enumerated() where number > 0 {
                lines.append(
                    "concordat_http_answers_total{route=\"\(route.rawValue)\",status=\"\(group + 1)xx\"} \(number)"
                )
            }
        }
        lines += [
            "# HELP concordat_http_seconds From the head of a request to its answer; long polls wait on purpose.",
            "# TYPE concordat_http_seconds histogram",
        ]
        for (route, count) in zip(RouteMetric.allCases, counts.routes) { lines += histogram(route, count) }
        if let health { lines += gauges(health) }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func histogram(_ route: RouteMetric, _ count: GatewayMetrics.RouteCounts) -> [String] {
        let total = count.latency.reduce(0, +)
        guard total > 0 else { return [] }
        var lines: [String] = []
        var sum: Int64 = 0
        for (bound, number) in zip(GatewayMetrics.bounds, count.latency) {
            sum += number
            lines.append(
                "concordat_http_seconds_bucket{route=\"\(route.rawValue)\",le=\"\(Double(bound) / 1_000_000)\"} \(sum)"
            )
        }
        return lines + [
            "concordat_http_seconds_bucket{route=\"\(route.rawValue)\",le=\"+Inf\"} \(total)",
            "concordat_http_seconds_sum{route=\"\(route.rawValue)\"} \(Double(count.microseconds) / 1_000_000)",
            "concordat_http_seconds_count{route=\"\(route.rawValue)\"} \(total)",
        ]
    }

    private static func gauges(_ health: StoreHealth) -> [String] {
        let gauges: [(name: String, help: String, value: Int64)] = [
            ("open_deliveries", "Deliveries on their way.", health.openDeliveries),
            ("due_deliveries", "Deliveries that could be fetched or pushed now.", health.dueDeliveries),
            ("unsealed_entries", "Ledger entries not yet in the log.", health.unsealedEntries),
            ("log_entries", "Entries in the log.", health.logSize),
            ("queued_runs", "Documents waiting to be read.", health.queuedRuns),
        ]
        return gauges.flatMap { gauge in
            [
                "# HELP concordat_\(gauge.name) \(gauge.help)", "# TYPE concordat_\(gauge.name) gauge",
                "concordat_\(gauge.name) \(gauge.value)",
            ]
        }
    }
}
