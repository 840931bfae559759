// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The settings of a schools feed or destination.
struct SchoolsSettings {
    /// Which pupils a row is about that does not say whether its pupil is looked after.
    ///
    /// A row that does say is believed either way: the authority hears of every suspension.
    enum Cohort: String {
        /// The export is of looked-after pupils.
        case lookedAfter = "looked-after"
        /// The export is of all pupils.
        case all
    }

    /// How a destination wants its records.
    enum Format: String {
        case json
        case csv
    }

    /// The la-code of the authority that maintains the schools' area; nil only for a destination.
    let localAuthority: String?
    let cohort: Cohort
    /// The la-code of the care authority of looked-after pupils whose row does not name one.
    let careAuthority: String?
    /// School keys of the census extract to URNs.
    let schools: [String: String]
    let format: Format

    init(_ settings: AdapterSettings) throws(SettingsError) {
        try settings.finish(known: ["localAuthority", "cohort", "careAuthority", "schools", "format"])
        let named = try settings.optionalString("format")
        let format = try settings.choice("format", of: ["json", "csv"], default: "json")
        self.format = Format(rawValue: format) ?? .json
        localAuthority = try Self.authority("localAuthority", in: settings)
        careAuthority = try Self.authority("careAuthority", in: settings)
        let cohort = try settings.choice("cohort", of: ["looked-after", "all"], default: "all")
        self.cohort = Cohort(rawValue: cohort) ?? .all
        schools = try settings.map("schools")
        if localAuthority == nil, named == nil {
            throw SettingsError(
                key: "localAuthority",
                problem: "is missing",
                mend: "give a feed the three-digit la-code in quotes, or a destination its format: json or csv"
            )
        }
        for (key, urn) in schools where !Self.isURN(urn) {
            throw SettingsError(
                key: "schools.\(key)",
                problem: "is not a URN",
                mend: "give the school's URN, 6 or 7 digits in quotes"
            )
        }
    }

    private static func authority(_ key: String, in settings: AdapterSettings) throws(SettingsError) -> String? {
        guard let code = try settings.optionalString(key) else { return nil }
        guard isAuthority(code) else {
            throw SettingsError(key: key, problem: "is not a la-code", mend: "give three digits in quotes")
        }
        return code
    }

    /// Whether the text has the form of a local authority code.
    static func isAuthority(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func isURN(_ text: String) -> Bool {
        (6...7).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
