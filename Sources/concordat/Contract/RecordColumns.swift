// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// The columns of a CSV file of records: each names a field by its pointer, `/pupil/upn` or, in a list, `/suspension/reasons/0`.
struct RecordColumns {
    private struct Column {
        let tokens: [String]
        let type: String
    }

    private let columns: [Column]
    /// The patterns of the contract's lists.
    private let lists: Set<FieldPattern>

    /// The names are not told when they are wrong: a file without a header has a record there.
    init(_ names: [String], _ contract: Contract) throws(RecordFile.Unreadable) {
        let types = Dictionary(contract.fields.map { ($0.pointer, $0.type) }, uniquingKeysWith: { first, _ in first })
        var columns: [Column] = []
        var seen: Set<[String]> = []
        for (index, name) in names.enumerated() {
            let tokens = name.split(separator: "/").map(String.init)
            let pattern = FieldPattern(tokens.map { Int($0) == nil ? $0 : "*" })
            guard let type = types[pattern], !["object", "array", "map"].contains(type) else {
                throw RecordFile.Unreadable(
                    reason: "the header's column \(index + 1) names no field of \(contract.id)",
                    mend: "name it by its pointer, such as /pupil/upn, or leave the column out"
                )
            }
            guard seen.insert(tokens).inserted else {
                throw RecordFile.Unreadable(
                    reason: "the header's column \(index + 1) names a field a second time",
                    mend: "leave one of the two out"
                )
            }
            columns.append(Column(tokens: tokens, type: type))
        }
        self.columns = columns
        lists = Set(types.filter { $0.value == "array" }.keys)
    }

    /// The record of a row, empty cells being absent; nil when the row does not fit the header.
    func record(_ cells: [String]) -> JSONValue? {
        guard cells.count == columns.count else { return nil }
        let filled = zip(columns, cells).filter { !$0.1.isEmpty }.map { column, cell in
            (tokens: column.tokens[...], value: Self.value(cell, type: column.type))
        }
        return build(filled, at: .root)
    }

    private func build(_ cells: [(tokens: ArraySlice<String>, value: JSONValue)], at pattern: FieldPattern) -> JSONValue
    {
        if cells.count == 1, cells[0].tokens.isEmpty { return cells[0].value }
        var order: [String] = []
        var groups: [String: [(tokens: ArraySlice<String>, value: JSONValue)]] = [:]
        for cell in cells {
            guard let token = cell.tokens.first else { continue }
            if groups[token] == nil { order.append(token) }
            groups[token, default: []].append((cell.tokens.dropFirst(), cell.value))
        }
        guard lists.contains(pattern) else {
            return .object(order.map { JSONMember($0, build(groups[$0] ?? [], at: pattern.appending($0))) })
        }
        let items = order.sorted { (Int($0) ?? 0) < (Int($1) ?? 0) }
        return .array(items.map { build(groups[$0] ?? [], at: pattern.appending("*")) })
    }

    /// A cell that does not fit its field's type stays text, so that the contract names the field.
    private static func value(_ cell: String, type: String) -> JSONValue {
        switch type {
        case "boolean": cell == "true" ? .bool(true) : cell == "false" ? .bool(false) : .string(cell)
        case "integer", "number":
            if case .number(let text)? = try? JSONValue(parsing: Array(cell.utf8)) {
                .number(text)
            } else {
                .string(cell)
            }
        default: .string(cell)
        }
    }
}
