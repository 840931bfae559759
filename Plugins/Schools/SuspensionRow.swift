// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Turns one row of a suspension file into a draft.
///
/// It refuses only what it cannot express truthfully: everything else (an unknown code, a missing reason, a length past the limit) goes into
/// the draft as it stands, so that the contract names the field at fault.
struct SuspensionRow {
    let row: CSVTable.Record
    let settings: SchoolsSettings
    /// The id of the document it stands in.
    let document: String

    /// What tells one suspension from another within a file.
    struct Key: Hashable {
        let pupil: String
        let day: String
        let category: String
    }

    private static let contract = "schools.suspension-notification@1"
    /// What is written today for a category that has ended; as the code list dfe-exclusion-categories has it.
    static let retiredCategories = ["FIXD": "SUSP"]

    /// The draft and the key by which a repetition is known.
    func read() throws(RowProblem) -> (draft: Draft, key: Key) {
        let pupil = try SuspensionPupil(row, settings: settings)
        let school = try school()
        var mappings: [String] = []
        guard let start = try day("startdate") else {
            throw RowProblem("suspension.date", "startdate is empty", mend: "give the first day of the suspension")
        }
        let suspension = try suspension(start: start, mappings: &mappings)
        let data = Value.record([
            ("school", school),
            ("pupil", pupil.value),
            ("suspension", suspension),
            ("circumstances", text("circumstances")),
            ("provenance", provenance(mappings)),
            ("handling", .record([("marking", .string("OFFICIAL-SENSITIVE"))])),
        ])
        let draft = Draft(
            at: row.position,
            contract: Self.contract,
            time: start.text + "T00:00:00Z",
            data: data,
            routes: routes(pupil),
            action: try action()
        )
        let category = suspension["category"]?.text ?? ""
        return (draft, Key(pupil: pupil.identity, day: start.text, category: category))
    }

    private func text(_ column: String) -> Value? {
        row[column].map(Value.string)
    }

    private func day(_ column: String) throws(RowProblem) -> CalendarDay? {
        guard let source = row[column] else { return nil }
        guard let day = CalendarDay(source) else {
            throw RowProblem(
                "suspension.date",
                "\(column) is not a day of the calendar in a known style",
                mend: "write it as yyyy-mm-dd, yyyy-Mon-dd or dd/mm/yyyy"
            )
        }
        return day
    }

    private func school() throws(RowProblem) -> Value {
        let urn: String
        if let given = row["urn"] {
            urn = given
        } else if let native = row["nativeid"] {
            guard let mapped = settings.schools[native] else {
                throw RowProblem(
                    "school.unknown",
                    "the school key in nativeid is not in the feed's settings",
                    mend:
                        "correct the key, or ask the gateway's integrator to add it to the setting schools with its URN"
                )
            }
            urn = mapped
        } else {
            throw RowProblem("school.missing", "the row names no school", mend: "fill urn or nativeid")
        }
        return .record([("urn", .string(urn)), ("laestab", text("laestab")), ("name", text("schoolname"))])
    }

    private func suspension(start: CalendarDay, mappings: inout [String]) throws(RowProblem) -> Value {
        guard let id = row.first(of: SuspensionColumns.suspensionID) else {
            throw RowProblem("suspension.id", "the suspension has no id", mend: "fill the suspension's own id")
        }
        var category = row["category"]
        if let today = category.flatMap({ Self.retiredCategories[$0] }) {
            category = today
            mappings.append("category-fixd")
        }
        var sessions = try number("sessions")
        if category == "PERM", sessions != nil {
            // A permanent exclusion has no length; the census writes one all the same.
            sessions = nil
            mappings.append("sessions-of-permanent")
        }
        let provider = text("daysixprovider")
        return .record([
            ("id", .string(id)),
            ("category", category.map(Value.string)),
            ("startDate", .string(start.text)),
            ("endDate", try day("enddate").map { .string($0.text) }),
            ("sessions", sessions),
            ("cumulativeSessions", try number("cumulativesessions")),
            ("reasons", reasons(&mappings)),
            (
                "provisionFromDaySix",
                provider == nil && row["daysixfrom"] == nil
                    ? nil : .record([("provider", provider), ("from", try day("daysixfrom").map { .string($0.text) })])
            ),
            ("governingBoardMeeting", try day("governingboardmeeting").map { .string($0.text) }),
        ])
    }

    /// The reasons in their order, without gaps and repetitions: neither says anything about the suspension.
    private func reasons(_ mappings: inout [String]) -> Value {
        let filled = SuspensionColumns.reasons.map { row[$0] }
        let given = filled.compactMap { $0 }
        if filled.prefix(given.count).contains(nil) { mappings.append("reason-gap") }
        var once: [String] = []
        for reason in given where !once.contains(reason) { once.append(reason) }
        if once.count < given.count { mappings.append("reason-repeated") }
        return .array(once.map(Value.string))
    }

    /// A count as the census writes it: `10` or `10.0`.
    private func number(_ column: String) throws(RowProblem) -> Value? {
        guard let source = row[column] else { return nil }
        let parts = source.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts.count == 1 || (!parts[1].isEmpty && parts[1].utf8.allSatisfy { $0 == 0x30 })
        guard whole, parts[0].utf8.count <= 9, parts[0].utf8.first != 0x2B, let number = Int(parts[0]) else {
            throw RowProblem(
                "suspension.sessions",
                "\(column) is not a whole number",
                mend: "count half days: one school day is 2 sessions"
            )
        }
        return .integer(number)
    }

    private func provenance(_ mappings: [String]) -> Value {
        .record([
            ("source", .string(row.first(of: SuspensionColumns.suspensionID.dropLast()) == nil ? "mis" : "census")),
            ("mappings", mappings.isEmpty ? nil : .array(mappings.map(Value.string))),
        ])
    }

    private func action() throws(RowProblem) -> Draft.Action {
        let word = row["action"] ?? "new"
        guard ["new", "replace", "withdraw"].contains(word) else {
            throw RowProblem(
                "row.action",
                "action is not one of the known words",
                mend: "write new, replace or withdraw, or leave it empty"
            )
        }
        if word == "new", !row.namesEarlier { return .new }
        guard word != "new", let earlier = row.earlier(in: document) else {
            throw RowProblem(
                "row.replaces",
                "a row that replaces or withdraws names the earlier one once, and no other row names any",
                mend:
                    "fill replaces with the earlier event's id, or replacesrow with its line and replacesdocument with its document's id"
            )
        }
        return word == "replace" ? .replace(earlier) : .withdraw(earlier)
    }

    /// The local authority hears of every suspension; the care authority's virtual school, and its social worker's team where that is
    /// another authority, of those of its looked-after children.
    private func routes(_ pupil: SuspensionPupil) -> [Route] {
        var routes: [Route] = []
        if let authority = settings.localAuthority {
            routes.append(.directory(kind: "childrens-services", scheme: "la-code", value: authority))
        }
        if let care = pupil.careAuthority {
            routes.append(.directory(kind: "virtual-school", scheme: "la-code", value: care))
            if care != settings.localAuthority {
                routes.append(.directory(kind: "childrens-services", scheme: "la-code", value: care))
            }
        }
        return routes
    }
}
