// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Turns one row of a daily attendance file into its message, its alert, or the reason why there is neither.
///
/// It refuses only what it cannot express truthfully; unknown codes and the like go on as they stand, so that the contract names the field.
struct AttendanceRow {
    let row: CSVTable.Record
    let settings: VirtualSchoolSettings
    let contact: VirtualSchoolSettings.Contact
    /// The id of the document it stands in.
    let document: String

    private static let attendance = "virtual-school.daily-attendance@1"
    private static let alert = "virtual-school.absence-alert@1"

    /// The drafts of the row, or the reason why it rightly has none.
    func read() throws(RowProblem) -> [Item] {
        let date = try text("date", rule: "attendance.date")
        guard let day = LondonTime.day(date) else {
            throw RowProblem(
                "attendance.date",
                "date is not a day of the calendar as yyyy-mm-dd",
                mend: "write it as yyyy-mm-dd"
            )
        }
        let collectedAt = try text("collectedat", rule: "attendance.collected-at")
        guard let collected = LondonTime(collectedAt) else {
            throw RowProblem(
                "attendance.collected-at",
                "collectedat is not a time in RFC 3339",
                mend: "write date, time and offset, such as 2026-11-20T09:10:00Z"
            )
        }
        let care = try careAuthority()
        let child = try child(care)
        guard let code = row["code"] else {
            guard isLate(collected, on: day) else {
                return [
                    .passed(row.position, reason: "there is no mark yet, and the time by which one is due has not come")
                ]
            }
            return [.draft(try alertDraft(.markMissing, child: child, care: care, collectedAt: collectedAt))]
        }
        if let reason = MarkRules.noSession(code) { return [.passed(row.position, reason: reason)] }
        if let replacement = MarkRules.replacement(code),
            !date.utf8.lexicographicallyPrecedes(MarkRules.withdrawal.utf8)
        {
            throw RowProblem("attendance.code-withdrawn", "the code was withdrawn on 19 August 2024", mend: replacement)
        }
        var items: [Item] = [.draft(try mark(child: child, care: care, collectedAt: collectedAt))]
        if let alert = MarkRules.alert(code), collected.day - day <= settings.alertDays {
            items.append(.draft(try alertDraft(alert, child: child, care: care, collectedAt: collectedAt)))
        }
        return items
    }

    private func mark(child: Value, care: String, collectedAt: String) throws(RowProblem) -> Draft {
        let data = Value.record([
            ("markId", .string(try text("markid", rule: "attendance.mark-id"))),
            ("correctionOf", plain("correctionof")),
            ("school", try school()),
            ("child", child),
            ("date", plain("date")),
            ("session", plain("session")),
            ("code", plain("code")),
            ("minutesLate", try number("minuteslate")),
            ("reason", plain("reason")),
            (
                "collected",
                .entry([("at", .string(collectedAt)), ("method", plain("method")), ("informant", plain("informant"))])
            ),
            ("contactsTried", contacts()),
            (
                "reducedTimetable",
                .entry([("agreedHours", try decimal("agreedhours")), ("reviewDate", plain("timetablereview"))])
            ),
            ("yearToDate", try yearToDate()),
            ("handling", handling),
        ])
        return Draft(
            at: row.position,
            contract: Self.attendance,
            time: collectedAt,
            data: data,
            routes: [.directory(kind: "virtual-school", scheme: "la-code", value: care)],
            action: try action()
        )
    }

    private func alertDraft(_ why: MarkRules.Alert, child: Value, care: String, collectedAt: String) throws(RowProblem)
        -> Draft
    {
        let data = Value.record([
            ("markId", .string(try text("markid", rule: "attendance.mark-id"))),
            ("why", .string(why.rawValue)),
            ("raisedAt", .string(collectedAt)),
            ("date", plain("date")),
            ("session", plain("session")),
            ("code", plain("code")),
            ("school", try school()),
            ("child", child),
            ("contactsTried", contacts()),
            ("whoToCall", .record([("name", .string(contact.name)), ("telephone", .string(contact.telephone))])),
            ("handling", handling),
        ])
        return Draft(
            at: Position(row.position.unit, row.line, part: "alert"),
            contract: Self.alert,
            time: collectedAt,
            data: data,
            routes: [.directory(kind: "childrens-services", scheme: "la-code", value: care)],
            action: .new
        )
    }

    /// A replacement when the row names the earlier one; the collector's own mark id says nothing of the event it became.
    private func action() throws(RowProblem) -> Draft.Action {
        guard row.namesEarlier else { return .new }
        guard let earlier = row.earlier(in: document) else {
            throw RowProblem(
                "attendance.replaces",
                "the row it replaces is named twice or cannot be understood",
                mend:
                    "fill replaces with the earlier event's id, or replacesrow with its line and replacesdocument with its document's id"
            )
        }
        return .replace(earlier)
    }

    private var handling: Value { .record([("marking", .string("OFFICIAL-SENSITIVE"))]) }

    /// Whether a mark is overdue: collected after the cut-off of its session, by the English wall clock.
    private func isLate(_ collected: LondonTime, on day: Int) -> Bool {
        let cutoff = row["session"] == "PM" ? settings.cutoff.afternoon : settings.cutoff.morning
        return collected.day > day || (collected.day == day && collected.minute >= cutoff)
    }

    private func careAuthority() throws(RowProblem) -> String {
        guard let code = row["careauthority"] ?? settings.careAuthority, VirtualSchoolSettings.isAuthority(code) else {
            throw RowProblem(
                "child.care-authority",
                "the care authority is missing or is not a three-digit code",
                mend: "fill careauthority, or have it set for the feed: the virtual school to be told depends on it"
            )
        }
        return code
    }

    private func child(_ care: String) throws(RowProblem) -> Value {
        guard row["childid"] != nil || row["upn"] != nil else {
            throw RowProblem("child.missing", "the row names no child", mend: "fill childid or upn")
        }
        return .record([
            ("childId", plain("childid")),
            ("upn", plain("upn")),
            ("nationalChildId", plain("nationalchildid")),
            ("name", .entry([("given", plain("forename")), ("family", plain("surname"))])),
            ("dateOfBirth", plain("dob")),
            ("yearGroup", plain("yeargroup")),
            ("addressRestricted", try flag("addressrestricted")),
            ("careAuthority", .string(care)),
        ])
    }
}
