// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The pupil of one row: who, whether looked after, and by which authority.
struct SuspensionPupil {
    /// The pupil in the contract's shape.
    let value: Value
    /// What the file knows the pupil by.
    let identity: String
    /// The la-code of the care authority of a looked-after pupil; nil for any other.
    let careAuthority: String?

    init(_ row: CSVTable.Record, settings: SchoolsSettings) throws(RowProblem) {
        let key = row.first(of: SuspensionColumns.pupilKey)
        guard let identity = key ?? row["upn"] else {
            throw RowProblem("pupil.missing", "the row names no pupil", mend: "fill the pupil key or the UPN")
        }
        self.identity = identity
        let lookedAfter = try Self.flag("lookedafter", in: row) ?? (settings.cohort == .lookedAfter ? true : nil)
        careAuthority = lookedAfter == true ? try Self.careAuthority(row, settings: settings) : nil
        value = .record([
            ("key", key.map(Value.string)),
            ("upn", row["upn"].map(Value.string)),
            ("nationalChildId", row["nationalchildid"].map(Value.string)),
            ("name", Self.name(row)),
            ("dateOfBirth", try Self.birth(row)),
            ("sex", row["sex"].map(Value.string)),
            ("addressRestricted", try Self.flag("addressrestricted", in: row).map(Value.bool)),
            ("lookedAfter", lookedAfter.map(Value.bool)),
            ("careAuthority", careAuthority.map(Value.string)),
            ("socialWorker", row["socialworker"].map(Value.string)),
            ("senProvision", row["senprovision"].map(Value.string)),
        ])
    }

    private static func careAuthority(_ row: CSVTable.Record, settings: SchoolsSettings) throws(RowProblem) -> String {
        guard let code = row["careauthority"] ?? settings.careAuthority, SchoolsSettings.isAuthority(code) else {
            throw RowProblem(
                "pupil.care-authority",
                "the care authority of a looked-after pupil is missing or is not a three-digit code",
                mend: "fill careauthority, or have it set for the feed: the virtual school to be told depends on it"
            )
        }
        return code
    }

    private static func name(_ row: CSVTable.Record) -> Value? {
        guard row["forename"] != nil || row["surname"] != nil else { return nil }
        return .record([("given", row["forename"].map(Value.string)), ("family", row["surname"].map(Value.string))])
    }

    private static func birth(_ row: CSVTable.Record) throws(RowProblem) -> Value? {
        guard let source = row["dob"] else { return nil }
        guard let day = CalendarDay(source) else {
            throw RowProblem(
                "pupil.birth-date",
                "dob is not a day of the calendar in a known style",
                mend: "write it as yyyy-mm-dd, yyyy-Mon-dd or dd/mm/yyyy"
            )
        }
        return .string(day.text)
    }

    private static func flag(_ column: String, in row: CSVTable.Record) throws(RowProblem) -> Bool? {
        switch row[column]?.lowercased() {
        case nil: return nil
        case "yes", "y", "true", "1": return true
        case "no", "n", "false", "0": return false
        default:
            throw RowProblem(
                "pupil.flag",
                "\(column) is neither yes nor no",
                mend: "write yes or no, or leave it empty"
            )
        }
    }
}
