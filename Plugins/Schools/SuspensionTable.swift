// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// A suspension notification as a file of one row, in the columns the reader takes.
enum SuspensionTable {
    /// Where each rendered column finds its value; the reasons, the action and what it replaces are added apart.
    private static let paths: [String: [String]] = [
        "urn": ["school", "urn"], "laestab": ["school", "laestab"], "schoolname": ["school", "name"],
        "pupilkey": ["pupil", "key"], "upn": ["pupil", "upn"], "nationalchildid": ["pupil", "nationalChildId"],
        "forename": ["pupil", "name", "given"], "surname": ["pupil", "name", "family"],
        "dob": ["pupil", "dateOfBirth"],
        "sex": ["pupil", "sex"], "addressrestricted": ["pupil", "addressRestricted"],
        "lookedafter": ["pupil", "lookedAfter"],
        "careauthority": ["pupil", "careAuthority"], "socialworker": ["pupil", "socialWorker"],
        "senprovision": ["pupil", "senProvision"], "suspensionid": ["suspension", "id"],
        "category": ["suspension", "category"],
        "startdate": ["suspension", "startDate"], "enddate": ["suspension", "endDate"],
        "sessions": ["suspension", "sessions"],
        "cumulativesessions": ["suspension", "cumulativeSessions"],
        "daysixprovider": ["suspension", "provisionFromDaySix", "provider"],
        "daysixfrom": ["suspension", "provisionFromDaySix", "from"],
        "governingboardmeeting": ["suspension", "governingBoardMeeting"], "circumstances": ["circumstances"],
    ]

    /// Header and row.
    static func render(_ data: Value, action: String, replaces: String?) -> [UInt8] {
        let reasons = (data.at("suspension", "reasons")?.elements ?? []).compactMap(\.text)
        let fields = SuspensionColumns.rendered.map { column in
            if column == "action" { return action }
            if column == "replaces" { return replaces ?? "" }
            if let index = SuspensionColumns.reasons.firstIndex(of: column) {
                return index < reasons.count ? reasons[index] : ""
            }
            return text((paths[column] ?? []).reduce(Optional(data)) { value, name in value?[name] })
        }
        return Array((CSVSplitter.row(SuspensionColumns.rendered) + CSVSplitter.row(fields)).utf8)
    }

    private static func text(_ value: Value?) -> String {
        switch value {
        case .string(let text), .number(let text): text
        case .bool(let flag): flag ? "yes" : "no"
        default: ""
        }
    }
}
