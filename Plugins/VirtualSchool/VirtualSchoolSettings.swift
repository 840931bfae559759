// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The settings of a virtual school's feed or destination.
struct VirtualSchoolSettings {
    /// How a destination wants its records.
    enum Format: String {
        case json
        case csv
    }

    /// Whom a social worker rings about an alert.
    struct Contact {
        let name: String
        let telephone: String
    }

    /// The la-code of the care authority of rows that do not name one.
    let careAuthority: String?
    /// Minutes after midnight, English wall clock, from which a missing mark is an alert: mornings and afternoons.
    let cutoff: (morning: Int, afternoon: Int)
    /// For how many days after its session an unexplained absence still raises an alert.
    let alertDays: Int
    /// Nil only for a destination.
    let contact: Contact?
    let format: Format

    init(_ settings: AdapterSettings) throws(SettingsError) {
        try settings.finish(known: [
            "careAuthority", "cutoffMorning", "cutoffAfternoon", "alertDays", "contact", "format",
        ])
        let named = try settings.optionalString("format")
        let format = try settings.choice("format", of: ["json", "csv"], default: "json")
        self.format = Format(rawValue: format) ?? .json
        careAuthority = try settings.optionalString("careAuthority")
        if let careAuthority, !Self.isAuthority(careAuthority) {
            throw SettingsError(key: "careAuthority", problem: "is not a la-code", mend: "give three digits in quotes")
        }
        cutoff = (
            try Self.time("cutoffMorning", default: "10:30", in: settings),
            try Self.time("cutoffAfternoon", default: "14:30", in: settings)
        )
        // Seven days: the five school days after which N must have been replaced.
        alertDays = try settings.integer("alertDays", in: 0...30, default: 7)
        let contact = try settings.map("contact")
        if let name = contact["name"], let telephone = contact["telephone"], contact.count == 2 {
            self.contact = Contact(name: name, telephone: telephone)
        } else if contact.isEmpty, named != nil {
            self.contact = nil
        } else {
            throw SettingsError(
                key: "contact",
                problem: "is missing or incomplete",
                mend:
                    "give a feed the name and telephone of whom a social worker rings, or a destination its format: json or csv"
            )
        }
    }

    private static func time(_ key: String, default fallback: String, in settings: AdapterSettings)
        throws(SettingsError) -> Int
    {
        guard let minute = LondonTime.minute(try settings.string(key, default: fallback)) else {
            throw SettingsError(
                key: key,
                problem: "is not a time of day",
                mend: "give hours and minutes in quotes, such as '10:30'"
            )
        }
        return minute
    }

    /// Whether the text has the form of a local authority code.
    static func isAuthority(_ text: String) -> Bool {
        text.utf8.count == 3 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
