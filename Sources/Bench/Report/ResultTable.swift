// SPDX-License-Identifier: Apache-2.0

/// Prints the medians of all rounds, a row for each kind of measurement.
struct ResultTable {
    private var rounds: [Row: [Figures]] = [:]

    mutating func add(_ figures: Figures, to row: Row) {
        rounds[row, default: []].append(figures)
    }

    var hasVoidRow: Bool { rounds.values.contains { $0.contains(where: \.isVoid) } }

    private static let header = [
        "row", "messages/s", "(lowest-highest)", "p50 ms", "p99 ms", "gateway us", "postgres us", "both us",
        "generator us", "idle", "bad",
    ]

    var text: String {
        var lines = [Self.header]
        for row in Row.allCases {
            guard let figures = rounds[row] else { continue }
            lines.append(cells(row, figures))
        }
        return TextTable.text(lines)
    }

    private func cells(_ row: Row, _ figures: [Figures]) -> [String] {
        let rates = figures.map(\.perSecond).sorted()
        let both = figures.compactMap { figures in
            figures.gateway.flatMap { gateway in figures.postgres.map { gateway + $0 } }
        }
        let bad = figures.reduce(0) { $0 + $1.failures }
        return [
            row.rawValue,
            figures.contains(where: \.isVoid) ? "void" : Self.number(Self.median(rates), 0),
            "(\(Self.number(rates.first, 0))-\(Self.number(rates.last, 0)))",
            Self.number(Self.median(figures.map(\.median)), 2),
            Self.number(Self.median(figures.map(\.slowest)), 2),
            Self.number(Self.median(figures.compactMap(\.gateway)), 1),
            Self.number(Self.median(figures.compactMap(\.postgres)), 1),
            Self.number(Self.median(both), 1),
            Self.number(Self.median(figures.map(\.generator)), 1),
            Self.number(Self.median(figures.map { $0.idle * 100 }), 0) + " %",
            String(bad),
        ]
    }

    /// One measurement on one line.
    static func line(_ row: Row, _ round: Int, _ figures: Figures) -> String {
        let cost = "gateway \(number(figures.gateway, 1)) + postgres \(number(figures.postgres, 1)) us/message"
        let line =
            "round \(round)  \(row.rawValue): \(number(figures.perSecond, 0)) messages/s, p50 \(number(figures.median, 2)) ms, "
            + "p99 \(number(figures.slowest, 2)) ms, \(cost)"
        guard figures.isVoid else { return line }
        return line
            + "\n  VOID: \(figures.failures) not answered well; the first: \(figures.firstFailure ?? "none came at all")"
    }

    private static func median(_ values: [Double]) -> Double? { TextTable.median(values) }

    private static func number(_ value: Double?, _ digits: Int) -> String { TextTable.number(value, digits) }
}
