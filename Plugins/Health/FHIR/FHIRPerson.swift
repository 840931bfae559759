// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The parts that Patient, RelatedPerson, Practitioner and Patient.contact have in common.
struct FHIRPerson {
    private static let nhsNumber = "https://fhir.nhs.uk/id/nhs-number"
    private static let ethnicCategory = "Extension-UKCore-EthnicCategory"
    private static let verificationStatus = "Extension-UKCore-NHSNumberVerificationStatus"

    private let resource: Value

    init(_ resource: Value) {
        self.resource = resource
    }

    /// The patient as the contract's child.
    func child(gp: Value?) -> Value {
        let number = FHIRReferral.identifier(resource, system: Self.nhsNumber)
        return .record([
            ("nhsNumber", number?["value"]),
            ("nhsNumberStatus", number.flatMap(Self.status).map(Value.string)),
            ("name", name),
            ("dateOfBirth", resource["birthDate"]),
            ("sex", resource["gender"]),
            ("ethnicCategory", Self.coding(of: Self.ethnicCategory, in: resource)?["code"]),
            ("language", language),
            ("address", address),
            ("addressRestricted", isRestricted ? .bool(true) : nil),
            ("contact", contact ?? ownContact),
            ("gp", gp),
        ])
    }

    /// A related person or contact as a carer; nothing without a name.
    var carer: Value? {
        guard let name else { return nil }
        return .record([
            ("name", name),
            ("relationship", relationship),
            ("address", address),
            ("contact", contact),
        ])
    }

    /// The official name, else the first that is not an old one.
    ///
    /// A contact has one name instead of a list.
    var name: Value? {
        let names = resource["name"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
        let chosen = names.first { $0["use"]?.text == "official" } ?? names.first { $0["use"]?.text != "old" }
        return chosen.flatMap { name in
            Parts.name(given: (name["given"]?.elements ?? []).compactMap(\.text), family: name["family"]?.text)
        }
    }

    var contact: Value? { Self.contact(resource) }

    /// The relationship of a RelatedPerson or contact, which may be one concept or a list.
    var relationship: Value? {
        let coding = FHIRReferral.codings(resource["relationship"]).first
        return Parts.coded(
            code: coding?["code"]?.text,
            system: coding?["system"]?.text,
            text: coding?["display"]?.text ?? resource["relationship"]?.elements.first?["text"]?.text
        )
    }

    /// BaRS puts the patient's own numbers under a contact whose relationship is ONESELF.
    private var ownContact: Value? {
        (resource["contact"]?.elements ?? [])
            .first { FHIRReferral.codings($0["relationship"]).contains { $0["code"]?.text == "ONESELF" } }
            .flatMap(Self.contact)
    }

    private var address: Value? {
        let all = resource["address"].map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
        let current = all.filter { $0["use"]?.text != "old" }
        return (current.first { $0["use"]?.text == "home" } ?? current.first).flatMap { address in
            Parts.location(
                lines: (address["line"]?.elements ?? []).compactMap(\.text),
                town: address["city"]?.text,
                county: address["district"]?.text ?? address["state"]?.text,
                postcode: address["postalCode"]?.text
            )
        }
    }

    private var language: Value? {
        let spoken = resource["communication"]?.elements ?? []
        let preferred = spoken.first { $0["preferred"]?.flag == true } ?? spoken.first
        return FHIRReferral.coding(preferred?["language"])?["code"]
    }

    /// The Personal Demographics Service marks a sensitive record, whose address may not be told, with security code R or V.
    private var isRestricted: Bool {
        (resource.at("meta", "security")?.elements ?? []).contains { ["R", "V"].contains($0["code"]?.text ?? "") }
    }

    private static func contact(_ resource: Value) -> Value? {
        let telecoms = (resource["telecom"]?.elements ?? []).filter { $0["use"]?.text != "old" }
        func values(_ system: String) -> [String] {
            telecoms.filter { $0["system"]?.text == system }.compactMap { $0["value"]?.text }
        }
        return Parts.contact(phones: values("phone") + values("sms"), emails: values("email"))
    }

    private static func coding(of suffix: String, in element: Value) -> Value? {
        let found = (element["extension"]?.elements ?? []).first { $0["url"]?.text?.hasSuffix("/\(suffix)") == true }
        return FHIRReferral.coding(found?["valueCodeableConcept"])
    }

    /// The status as the NHS Data Dictionary's two digits, from either UK Core code system.
    private static func status(_ identifier: Value) -> String? {
        guard let code = coding(of: verificationStatus, in: identifier)?["code"]?.text else { return nil }
        return statuses[code] ?? (HL7Referral.statuses.contains(code) ? code : nil)
    }

    private static let statuses = [
        "number-present-and-verified": "01",
        "number-present-but-not-traced": "02",
        "trace-required": "03",
        "trace-attempted": "04",
        "trace-needs-to-be-resolved": "05",
        "trace-in-progress": "06",
        "number-not-present-and-trace-not-required": "07",
        "trace-postponed": "08",
    ]
}
