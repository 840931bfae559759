// SPDX-License-Identifier: Apache-2.0

import AdapterKit

extension AttendanceRow {
    /// The text of a column, or nothing when it is empty.
    func plain(_ column: String) -> Value? {
        row[column].map(Value.string)
    }

    /// The text of a column that must be filled.
    func text(_ column: String, rule: String) throws(RowProblem) -> String {
        guard let text = row[column] else {
            throw RowProblem(rule, "\(column) is empty", mend: "fill \(column)")
        }
        return text
    }

    /// A whole number of at most nine digits.
    func number(_ column: String) throws(RowProblem) -> Value? {
        guard let source = row[column] else { return nil }
        guard Self.isDigits(source[...]), let number = Int(source) else {
            throw RowProblem("attendance.number", "\(column) is not a whole number", mend: "write digits only")
        }
        return .integer(number)
    }

    /// A number with at most two decimal places, such as hours a week.
    func decimal(_ column: String) throws(RowProblem) -> Value? {
        guard let source = row[column] else { return nil }
        let parts = source.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first, Self.isDigits(whole), let number = Int(whole),
            parts.count == 1 || (parts.count == 2 && parts[1].utf8.count <= 2 && Self.isDigits(parts[1]))
        else {
            throw RowProblem(
                "attendance.number",
                "\(column) is not a number",
                mend: "write digits, with at most two after a point"
            )
        }
        return .number(parts.count == 1 ? String(number) : "\(number).\(parts[1])")
    }

    /// A truth value written as yes or no.
    func flag(_ column: String) throws(RowProblem) -> Value? {
        switch row[column]?.lowercased() {
        case nil: return nil
        case "yes", "true": return .bool(true)
        case "no", "false": return .bool(false)
        default:
            throw RowProblem(
                "attendance.flag",
                "\(column) is neither yes nor no",
                mend: "write yes or no, or leave it empty"
            )
        }
    }

    func school() throws(RowProblem) -> Value {
        guard
            let school = Value.entry([
                ("urn", plain("urn")), ("laestab", plain("laestab")), ("name", plain("schoolname")),
                ("authority", plain("schoolauthority")),
                ("telephone", plain("schoolphone")), ("provision", plain("provision")),
            ]), row["urn"] != nil || row["schoolname"] != nil
        else {
            throw RowProblem(
                "school.missing",
                "the row names no school or provider",
                mend: "fill urn, or schoolname where there is no URN"
            )
        }
        return school
    }

    /// Whom the collector told, and with what outcome; a person told at no time was not told.
    func contacts() -> Value? {
        let told = AttendanceColumns.contacts.compactMap { contact in
            row[contact.at].map { at in
                Value.record([("who", .string(contact.who)), ("at", .string(at)), ("outcome", plain(contact.outcome))])
            }
        }
        return told.isEmpty ? nil : .array(told)
    }

    func yearToDate() throws(RowProblem) -> Value? {
        .entry([
            ("possible", try number("possible")),
            ("attended", try number("attended")),
            ("authorised", try number("authorised")),
            ("unauthorised", try number("unauthorised")),
        ])
    }

    private static func isDigits(_ text: Substring) -> Bool {
        (1...9).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
