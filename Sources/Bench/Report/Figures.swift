// SPDX-License-Identifier: Apache-2.0

/// What one measurement gave.
struct Figures: Sendable {
    let messages: Int
    let failures: Int
    let firstFailure: String?
    let perSecond: Double
    /// Milliseconds.
    let median: Double
    let slowest: Double
    /// Microseconds a message.
    let gateway: Double?
    let postgres: Double?
    let generator: Double
    /// The share of the machine nobody used, 0 to 1.
    let idle: Double

    /// A measurement counts only when every request was answered well.
    var isVoid: Bool { failures > 0 || messages == 0 }

    init(_ tally: Tally, seconds: Double, from before: ProcessTime.Reading, to after: ProcessTime.Reading) {
        messages = tally.messages
        failures = tally.failures
        firstFailure = tally.firstFailure
        let count = Double(max(1, tally.messages))
        perSecond = Double(tally.messages) / seconds
        let sorted = tally.latencies.sorted()
        median = Self.quantile(0.5, of: sorted)
        slowest = Self.quantile(0.99, of: sorted)
        func share(_ before: Double?, _ after: Double?) -> Double? {
            guard let before, let after else { return nil }
            return (after - before) / count
        }
        gateway = share(before.gateway, after.gateway)
        postgres = share(before.postgres, after.postgres)
        generator = (after.generator - before.generator) / count
        let all = after.machine.all - before.machine.all
        idle = all > 0 ? (after.machine.idle - before.machine.idle) / all : 0
    }

    private static func quantile(_ share: Double, of sorted: [UInt32]) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return Double(sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]) / 1_000
    }
}
