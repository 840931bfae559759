// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Maps one ServiceRequest of a BaRS bundle, with the patient and what it refers to, to a referral.
struct FHIRReferral {
    let bundle: FHIRBundle
    let header: Value
    let request: FHIRBundle.Entry
    let patient: FHIRBundle.Entry

    /// The services named as destinations; nothing else in the bundle decides who receives.
    var dosServiceIDs: [String] {
        (header["destination"]?.elements ?? []).compactMap { Self.dosServiceID($0["endpoint"]?.text) }
    }

    /// When the bundle was made; a FHIR `instant` is RFC 3339 as it stands.
    var sentAt: String? { bundle.timestamp.flatMap { Self.isInstant($0) ? $0 : nil } }

    func data(service: String, marking: String) -> Value {
        let resource = request.resource
        var referral = Referral()
        referral.id =
            resource["identifier"]?.elements.first?["value"]?.text ?? resource["id"]?.text
            ?? request.fullURL.map(Self.withoutScheme)
        let dates = [
            resource["authoredOn"], resource.at("occurrencePeriod", "start"), resource["occurrenceDateTime"],
            bundle.timestamp.map(Value.string),
        ]
        referral.referredOn = dates.compactMap { $0?.text }.first.map { String($0.prefix(10)) }
        referral.sentAt = sentAt
        referral.child = FHIRPerson(patient.resource).child(gp: practice)
        referral.carers = carers
        referral.referrer = referrer
        referral.reasons = reasons
        referral.narratives = narratives
        referral.urgency = resource["priority"]?.text
        referral.consent = consent
        referral.serviceID = service
        referral.serviceName = performer?["name"]?.text
        referral.serviceCategory = Self.coding(resource["category"]?.elements.first)?["code"]?.text
        return referral.data(marking: marking)
    }

    private var performer: Value? {
        (request.resource["performer"]?.elements ?? []).lazy
            .compactMap { bundle.resource($0, "HealthcareService") }.first
    }

    private var practice: Value? {
        (patient.resource["generalPractitioner"]?.elements ?? []).lazy
            .compactMap { bundle.resource($0, "Organization") }.first.flatMap(Self.organisation)
    }

    private var carers: [Value] {
        let related = bundle.resources("RelatedPerson", where: "patient", pointsTo: patient)
        let contacts = (patient.resource["contact"]?.elements ?? []).filter { contact in
            Self.codings(contact["relationship"]).allSatisfy { $0["code"]?.text != "ONESELF" }
        }
        return (related + contacts).compactMap { FHIRPerson($0).carer }
    }

    /// The person who asks, in the role the bundle gives them; the organisation is the sender's, which has the ODS code.
    private var referrer: Value? {
        let asked = bundle.entry(request.resource["requester"])
        let role =
            asked?.type == "PractitionerRole"
            ? asked?.resource
            : asked.flatMap { bundle.resources("PractitionerRole", where: "practitioner", pointsTo: $0).first }
        let person =
            asked?.type == "Practitioner" ? asked?.resource : bundle.resource(role?["practitioner"], "Practitioner")
        let organisations = [
            bundle.resource(header["sender"], "Organization"),
            asked?.type == "Organization" ? asked?.resource : nil,
            bundle.resource(role?["organization"], "Organization"),
        ].compactMap { $0.flatMap(Self.organisation) }
        let coding = Self.codings(role?["code"]).first
        return .entry([
            ("organisation", organisations.first { $0["ods"] != nil } ?? organisations.first),
            ("name", person.flatMap { FHIRPerson($0).name }),
            ("role", coding?["display"] ?? coding?["code"]),
            ("contact", person.flatMap { FHIRPerson($0).contact }),
        ])
    }

    /// The care plans a request rests on: in BaRS they hold the triage that led to the referral.
    private var outcomes: [Value] {
        (request.resource["basedOn"]?.elements ?? []).compactMap { bundle.resource($0, "CarePlan") }
            .flatMap { $0["activity"]?.elements ?? [] }
            .flatMap { $0["outcomeCodeableConcept"]?.elements ?? [] }
    }

    private var reasons: [Value] {
        let referred = (request.resource["reasonReference"]?.elements ?? []).compactMap {
            bundle.entry($0)?.resource["code"]
        }
        let stated = (request.resource["reasonCode"]?.elements ?? []) + referred
        return (stated + outcomes.filter { Self.coding($0) != nil }).compactMap { concept in
            let coding = Self.coding(concept)
            return Parts.coded(
                code: coding?["code"]?.text,
                system: coding?["system"]?.text,
                text: concept["text"]?.text ?? coding?["display"]?.text
            )
        }
    }

    private var narratives: [String] {
        let notes = (request.resource["note"]?.elements ?? []).compactMap { $0["text"]?.text }
        return notes + outcomes.filter { Self.coding($0) == nil }.compactMap { $0["text"]?.text }
    }

    private var consent: Value? {
        guard let consent = bundle.resources("Consent", where: "patient", pointsTo: patient).first else { return nil }
        let status = consent["status"]?.text
        let agencies = (consent["organization"]?.elements ?? []).map { bundle.resource($0, "Organization") }
        let category = Self.codings(consent["category"]).first?["code"]
        let scopes =
            agencies.isEmpty
            ? [Value.entry([("category", category)])].compactMap { $0 }
            : agencies.compactMap { Value.entry([("agency", $0?["name"]), ("category", category)]) }
        let performer = (consent["performer"]?.elements ?? []).first.flatMap { bundle.entry($0) }
        return .entry([
            ("status", status.map { .string(Self.consents[$0] ?? $0) }),
            ("givenOn", consent["dateTime"]?.text.map { .string(String($0.prefix(10))) }),
            (
                "by",
                performer.flatMap {
                    $0.number == patient.number ? .string("child") : FHIRPerson($0.resource).relationship?["text"]
                }
            ),
            ("policy", Self.coding(consent["policyRule"])?["code"]),
            ("scopes", .list(scopes)),
        ])
    }
}
