// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The parts that defendants, guardians and officers have in common.
enum PersonParts {
    /// Given names in one text, and the family name.
    static func name(_ element: Element) -> Value? {
        let given = (1...3).compactMap { element.value("PersonGivenName\($0)") }
        return .entry([
            ("given", given.isEmpty ? nil : .string(given.joined(separator: " "))),
            ("family", element.value("PersonFamilyName").map(Value.string)),
        ])
    }

    /// A BS 7666 address in the house's `location` shape.
    static func address(_ element: Element) -> Value? {
        let number = [element.value("PAON"), element.value("StreetDescription")].compactMap { $0 }
        let lines = [
            element.value("SAON"), number.isEmpty ? nil : number.joined(separator: " "), element.value("Locality"),
        ]
        return .entry([
            ("lines", .list(lines.compactMap { $0 }.map(Value.string))),
            ("town", (element.value("PostTown") ?? element.value("Town")).map(Value.string)),
            ("county", element.value("AdministrativeArea").map(Value.string)),
            ("postcode", element.value("PostCode").map(Value.string)),
            ("uprn", element.value("UniquePropertyReferenceNumber").map(Value.string)),
        ])
    }

    /// Telephone numbers and e-mail addresses, mobile first: it is the one most often answered.
    static func contact(_ element: Element) -> Value? {
        let phones = ["TelephoneNumberMobile", "TelephoneNumberHome", "TelephoneNumberBusiness"]
            .compactMap { element["TelephoneDetails"]?.value($0) }
        let emails = ["EmailAddress1", "EmailAddress2"].compactMap { element["EmailDetails"]?.value($0) }
        return .entry([
            ("phones", .list(distinct(phones))),
            ("emails", .list(distinct(emails))),
        ])
    }

    private static func distinct(_ texts: [String]) -> [Value] {
        var seen: Set<[UInt8]> = []
        return texts.filter { seen.insert(Array($0.utf8)).inserted }.map(Value.string)
    }
}
