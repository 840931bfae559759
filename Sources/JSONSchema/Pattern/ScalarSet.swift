// SPDX-License-Identifier: Apache-2.0

/// A set of code points as sorted, disjoint ranges.
struct ScalarSet: Sendable, Equatable {
    struct Run: Sendable, Hashable {
        var low: UInt32
        var high: UInt32
    }

    private(set) var runs: [Run]

    init(_ runs: [Run] = []) {
        self.runs = ScalarSet.merged(runs)
    }

    init(_ value: UInt32) { runs = [Run(low: value, high: value)] }

    init(_ ranges: ClosedRange<UInt32>...) {
        self.init(ranges.map { Run(low: $0.lowerBound, high: $0.upperBound) })
    }

    var inverted: ScalarSet {
        var out: [Run] = []
        var next: UInt32 = 0
        for run in runs {
            if run.low > next { out.append(Run(low: next, high: run.low - 1)) }
            next = run.high + 1
        }
        if next <= 0x10FFFF { out.append(Run(low: next, high: 0x10FFFF)) }
        return ScalarSet(out)
    }

    /// The part inside a range, counted from its start.
    static func clip(_ runs: [Run], _ low: UInt32, _ high: UInt32) -> [Run] {
        runs.compactMap { run in
            run.high < low || run.low > high
                ? nil : Run(low: max(run.low, low) - low, high: min(run.high, high) - low)
        }
    }

    private static func merged(_ runs: [Run]) -> [Run] {
        var out: [Run] = []
        for run in runs.sorted(by: { $0.low < $1.low }) {
            if let last = out.last, run.low <= last.high + 1 {
                out[out.count - 1].high = max(last.high, run.high)
            } else {
                out.append(run)
            }
        }
        return out
    }
}

extension ScalarSet {
    static let digits = ScalarSet(0x30...0x39)
    static let word = ScalarSet(0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A)
    /// WhiteSpace and LineTerminator of ECMA-262 §12.
    static let space = ScalarSet(
        0x09...0x0D,
        0x20...0x20,
        0xA0...0xA0,
        0x1680...0x1680,
        0x2000...0x200A,
        0x2028...0x2029,
        0x202F...0x202F,
        0x205F...0x205F,
        0x3000...0x3000,
        0xFEFF...0xFEFF
    )
    static let notNewline = ScalarSet(0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029).inverted
    static let all = ScalarSet(0...0x10FFFF)
}
