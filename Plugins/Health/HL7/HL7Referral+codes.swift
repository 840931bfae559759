// SPDX-License-Identifier: Apache-2.0

import AdapterKit

extension HL7Referral {
    /// NHS number status indicator codes of the NHS Data Dictionary.
    static let statuses = ["01", "02", "03", "04", "05", "06", "07", "08"]
    /// HL7 table 0001.
    static let sexes = ["M": "male", "F": "female", "O": "other", "A": "other", "U": "unknown", "N": "unknown"]
    /// HL7 table 0498.
    static let consents = ["A": "active", "R": "refused", "X": "withdrawn", "P": "pending", "L": "limited"]

    /// HL7 table 0280, and U for urgent as UK senders use it.
    static func urgency(_ code: String) -> String {
        ["R": "routine", "U": "urgent", "A": "asap", "S": "stat"][code] ?? code
    }

    /// A day in ISO form; what is not one is carried as it stands, for the contract to refuse.
    static func date(_ text: String) -> String {
        HL7Time(text)?.date ?? text
    }

    /// Only an identifier that says it is one: type NH (CX.5), or authority NHS (CX.4) and no other type.
    static func isNHSNumber(_ field: HL7Field) -> Bool {
        field[5] == "NH" || (field[4] == "NHS" && field[5] == nil)
    }

    static func withoutSpaces(_ text: String) -> String {
        String(decoding: text.utf8.filter { $0 != 0x20 }, as: UTF8.self)
    }

    static func isODS(_ text: String) -> Bool {
        (3...10).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }
    }

    /// A person name (XPN): family, given, further given names.
    static func name(_ field: HL7Field) -> Value? {
        Parts.name(given: [field[2], field[3]].compactMap { $0 }, family: field[1])
    }

    /// An address (XAD): street, other designation, city, county, postcode.
    static func address(_ field: HL7Field) -> Value? {
        Parts.location(
            lines: [field[1], field[2]].compactMap { $0 },
            town: field[3],
            county: field[4],
            postcode: field[5]
        )
    }

    /// Telephone numbers and e-mail addresses (XTN), in the old form (first component) and the new (4, 6 and 7, 12).
    static func contact(_ fields: [HL7Field]) -> Value? {
        let emails = fields.compactMap { $0[4] }.filter { $0.utf8.contains(0x40) }
        let phones = fields.compactMap { field -> String? in
            guard field[3] != "Internet" else { return nil }
            return field[1] ?? field[12] ?? field[7].map { [field[6], $0].compactMap { $0 }.joined(separator: " ") }
        }
        return Parts.contact(phones: phones, emails: emails)
    }

    /// An organisation (XON): name, and identifier in component 10 or 3.
    static func organisation(_ field: HL7Field) -> Value? {
        Parts.organisation(ods: field[10] ?? field[3], name: field[1])
    }

    /// A coded element (CWE): code, text, coding system.
    static func coded(_ field: HL7Field) -> Value? {
        Parts.coded(code: field[1], system: field[3], text: field[2])
    }
}
