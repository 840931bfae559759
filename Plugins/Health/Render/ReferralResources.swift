// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The resources of an outgoing referral, from whatever part of the record is disclosed.
struct ReferralResources {
    let data: Value
    let child: Value
    let sender: String
    let names: ResourceNames

    /// The entries after the header: ServiceRequest, Patient, service, sender, and what else is disclosed.
    func entries(service: String) -> [(String, Value)] {
        let carers = (data["carers"]?.elements ?? []).enumerated().map { index, carer in
            ("RelatedPerson-\(index + 1)", FHIRMaker.relatedPerson(carer, patient: names.reference("Patient")))
        }
        let referrer = data["referrer"]
        let optional: [(String, Value?)] = [
            ("Practitioner", referrer?["name"].map { FHIRMaker.practitioner(name: $0, contact: referrer?["contact"]) }),
            ("PractitionerRole", role),
            ("Practice", child["gp"].map { FHIRMaker.organisation($0["ods"]?.text, name: $0["name"]?.text) }),
            ("Consent", data["consent"].map(consent)),
        ]
        let organisation = referrer?["organisation"]
        return [
            ("ServiceRequest", serviceRequest),
            ("Patient", FHIRMaker.patient(child, practice: child["gp"].map { _ in names.reference("Practice") })),
            ("HealthcareService", healthcareService(service)),
            (
                "Organization",
                FHIRMaker.organisation(organisation?["ods"]?.text, name: organisation?["name"]?.text ?? sender)
            ),
        ] + optional.compactMap { name, value in value.map { (name, $0) } } + carers
    }

    private var serviceRequest: Value {
        let category = data.at("requestedService", "category")?.text ?? "referral"
        let reasons = (data["reasons"]?.elements ?? []).map(FHIRMaker.concept)
        let requester = data.at("referrer", "name") == nil ? "Organization" : "Practitioner"
        return .record([
            ("resourceType", .string("ServiceRequest")),
            ("identifier", data["referralId"].map { .array([.record([("value", $0)])]) }),
            ("status", .string("active")),
            ("intent", .string("plan")),
            (
                "category",
                .array([
                    FHIRMaker.concept(
                        category,
                        system: "https://fhir.nhs.uk/CodeSystem/message-category-servicerequest"
                    )
                ])
            ),
            ("priority", data["urgency"]),
            ("subject", names.reference("Patient")),
            ("authoredOn", data["referredOn"]),
            ("requester", names.reference(requester)),
            ("performer", .array([names.reference("HealthcareService")])),
            ("reasonCode", .list(reasons)),
            ("note", data["narrative"].map { .array([.record([("text", $0)])]) }),
        ])
    }

    private var role: Value? {
        guard let text = data.at("referrer", "role"), data.at("referrer", "name") != nil else { return nil }
        return .record([
            ("resourceType", .string("PractitionerRole")),
            ("practitioner", names.reference("Practitioner")),
            ("organization", names.reference("Organization")),
            ("code", .array([.record([("coding", .array([.record([("display", text)])]))])])),
        ])
    }

    private func healthcareService(_ service: String) -> Value {
        .record([
            ("resourceType", .string("HealthcareService")),
            (
                "identifier",
                .array([.record([("system", .string(MessageBundle.dosServiceSystem)), ("value", .string(service))])])
            ),
            ("active", .bool(true)),
            ("name", data.at("requestedService", "name")),
        ])
    }

    private func consent(_ consent: Value) -> Value {
        let states = ["active": "active", "limited": "active", "refused": "rejected", "withdrawn": "inactive"]
        let category = consent["scopes"]?.elements.first?["category"]?.text ?? "DRC"
        return .record([
            ("resourceType", .string("Consent")),
            ("status", .string(states[consent["status"]?.text ?? ""] ?? "proposed")),
            (
                "scope",
                FHIRMaker.concept("patient-privacy", system: "http://terminology.hl7.org/CodeSystem/consentscope")
            ),
            (
                "category",
                .array([FHIRMaker.concept(category, system: "https://fhir.nhs.uk/CodeSystem/consent-categories-bars")])
            ),
            ("patient", names.reference("Patient")),
            ("dateTime", consent["givenOn"]),
            (
                "policyRule",
                FHIRMaker.concept(
                    consent["policy"]?.text ?? "OPTIN",
                    system: "http://terminology.hl7.org/CodeSystem/v3-ActCode"
                )
            ),
        ])
    }
}
