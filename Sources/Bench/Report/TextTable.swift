// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Cells as aligned text: the first column to the left, the others to the right.
enum TextTable {
    /// - Parameter lines: all with as many cells as the first, which is the header.
    static func text(_ lines: [[String]]) -> String {
        let widths = (lines.first ?? []).indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let blank = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + blank : blank + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// A dash for what was not measured.
    static func number(_ value: Double?, _ digits: Int) -> String {
        guard let value else { return "–" }
        return value.formatted(
            .number.precision(.fractionLength(digits)).grouping(.never).locale(Locale(identifier: "en_GB"))
        )
    }
}
