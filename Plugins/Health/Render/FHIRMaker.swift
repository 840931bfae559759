// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Makes the FHIR resources and data types that both kinds of bundle use.
enum FHIRMaker {
    static let communicationCategory = "http://terminology.hl7.org/CodeSystem/communication-category"

    static func coding(_ code: String, system: String) -> Value {
        .record([("system", .string(system)), ("code", .string(code))])
    }

    static func concept(_ code: String, system: String) -> Value {
        .record([("coding", .array([coding(code, system: system)]))])
    }

    /// A coded reason or relationship of the contract as a CodeableConcept.
    static func concept(_ coded: Value) -> Value {
        let coding = coded["code"].map { code -> Value in
            .array([.record([("system", coded["system"]), ("code", code), ("display", coded["text"])])])
        }
        return .record([("coding", coding), ("text", coded["text"])])
    }

    static func organisation(_ ods: String?, name: String?) -> Value {
        let identifier = ods.map { code -> Value in
            .array([
                .record([
                    ("system", .string("https://fhir.nhs.uk/Id/ods-organization-code")), ("value", .string(code)),
                ])
            ])
        }
        return .record([
            ("resourceType", .string("Organization")), ("identifier", identifier), ("name", name.map(Value.string)),
        ])
    }

    /// A child of any contract of the house: what is there under the usual names is carried.
    static func patient(_ child: Value, practice: Value? = nil) -> Value {
        .record([
            ("resourceType", .string("Patient")),
            ("meta", child["addressRestricted"]?.flag == true ? .record([("security", .array([restricted]))]) : nil),
            ("identifier", child["nhsNumber"].map { .array([nhsNumber($0, status: child["nhsNumberStatus"]?.text)]) }),
            ("name", child["name"].flatMap(name).map { .array([$0]) }),
            ("telecom", telecom(child["contact"])),
            ("gender", child["sex"]?.text.flatMap(gender)),
            ("birthDate", child["dateOfBirth"]),
            ("address", child["address"].flatMap(address).map { .array([$0]) }),
            ("generalPractitioner", practice.map { .array([$0]) }),
        ])
    }

    static func practitioner(name value: Value, contact: Value?) -> Value {
        .record([
            ("resourceType", .string("Practitioner")),
            ("name", name(value).map { .array([$0]) }),
            ("telecom", telecom(contact)),
        ])
    }

    static func relatedPerson(_ carer: Value, patient: Value) -> Value {
        .record([
            ("resourceType", .string("RelatedPerson")),
            ("patient", patient),
            ("relationship", carer["relationship"].map { .array([concept($0)]) }),
            ("name", carer["name"].flatMap(name).map { .array([$0]) }),
            ("telecom", telecom(carer["contact"])),
            ("address", carer["address"].flatMap(address).map { .array([$0]) }),
        ])
    }

    private static let restricted: Value = .record([
        ("system", .string("http://terminology.hl7.org/CodeSystem/v3-Confidentiality")), ("code", .string("R")),
    ])

    private static func nhsNumber(_ value: Value, status: String?) -> Value {
        let base = "https://fhir.hl7.org.uk"
        let verification = status.map { code -> Value in
            .array([
                .record([
                    (
                        "url",
                        .string("\(base)/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus")
                    ),
                    (
                        "valueCodeableConcept",
                        concept(code, system: "\(base)/CodeSystem/UKCore-NHSNumberVerificationStatusEngland")
                    ),
                ])
            ])
        }
        return .record([
            ("extension", verification), ("system", .string("https://fhir.nhs.uk/Id/nhs-number")), ("value", value),
        ])
    }

    /// Contracts give a name as one text or as given and family.
    private static func name(_ value: Value) -> Value? {
        if let text = value.text { return .record([("use", .string("official")), ("text", .string(text))]) }
        let given = value["given"]?.text.map { text -> Value in
            .array(text.split(separator: " ").map { .string(String($0)) })
        }
        return .entry([("use", .string("official")), ("family", value["family"]), ("given", given)])
    }

    private static func telecom(_ contact: Value?) -> Value? {
        func points(_ system: String, _ member: String) -> [Value] {
            (contact?[member]?.elements ?? []).map { .record([("system", .string(system)), ("value", $0)]) }
        }
        return .list(points("phone", "phones") + points("email", "emails"))
    }

    private static func address(_ location: Value) -> Value? {
        .entry([
            ("use", .string("home")),
            ("line", location["lines"]),
            ("city", location["town"]),
            ("district", location["county"]),
            ("postalCode", location["postcode"]),
        ])
    }

    /// FHIR's own words pass; the police's person gender codes (0, 1, 2, 9) and the schools' letters are translated.
    private static func gender(_ sex: String) -> Value? {
        switch sex {
        case "male", "1", "M": .string("male")
        case "female", "2", "F": .string("female")
        case "other": .string("other")
        case "unknown", "0", "9", "U": .string("unknown")
        default: nil
        }
    }
}
