// SPDX-License-Identifier: Apache-2.0

/// A table of texts for a terminal.
struct TextTable {
    enum Alignment { case left, right }

    let columns: [(title: String, alignment: Alignment)]
    private(set) var rows: [[String]] = []

    init(_ columns: (String, Alignment)...) {
        self.columns = columns.map { (title: $0.0, alignment: $0.1) }
    }

    /// Adds a row; what is missing at its end stays empty.
    mutating func add(_ cells: String...) {
        rows.append((0..<columns.count).map { $0 < cells.count ? cells[$0] : "" })
    }

    /// Title, rule and rows, without blanks at the ends of lines.
    var text: String {
        let titles = columns.map(\.title)
        let widths = columns.indices.map { column in (rows + [titles]).map { $0[column].count }.max() ?? 0 }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([titles, rule] + rows).map { cells in line(cells, widths) }.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = cells.indices.map { column in
            let blanks = String(repeating: " ", count: max(0, widths[column] - cells[column].count))
            return switch columns[column].alignment {
            case .left: cells[column] + blanks
            case .right: blanks + cells[column]
            }
        }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
