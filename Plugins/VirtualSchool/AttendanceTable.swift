// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// A daily attendance record as a file of one row, in the columns the reader takes.
enum AttendanceTable {
    /// Header and row.
    static func render(_ data: Value, replaces: String?) -> [UInt8] {
        var fields: [String: String] = [:]
        fields["replaces"] = replaces
        for (column, path) in AttendanceColumns.paths {
            fields[column] = text(path.reduce(Optional(data)) { value, name in value?[name] })
        }
        for tried in data["contactsTried"]?.elements ?? [] {
            for contact in AttendanceColumns.contacts where tried["who"] == .string(contact.who) {
                fields[contact.at] = text(tried["at"])
                fields[contact.outcome] = text(tried["outcome"])
            }
        }
        let row = AttendanceColumns.all.map { fields[$0] ?? "" }
        return Array((CSVSplitter.row(AttendanceColumns.all) + CSVSplitter.row(row)).utf8)
    }

    private static func text(_ value: Value?) -> String {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "yes" : "no"
        default: ""
        }
    }
}
