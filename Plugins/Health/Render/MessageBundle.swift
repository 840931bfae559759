// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation

/// One message as a FHIR R4 message bundle: a BaRS referral for an early-help referral, a Communication for everything else.
struct MessageBundle {
    static let dosServiceSystem = "https://fhir.nhs.uk/Id/dos-service-id"

    private let message: Message
    private let settings: HealthSettings
    private let names: ResourceNames

    init(_ message: Message, settings: HealthSettings) {
        self.message = message
        self.settings = settings
        names = ResourceNames(deliveryID: message.deliveryID)
    }

    func parcel() throws(RenderFailure) -> Parcel {
        guard case .object = message.data else {
            throw RenderFailure("the record at the root is not an object; the sender mends it")
        }
        let isReferral = message.contract.hasPrefix("health.early-help-referral@")
        return isReferral ? try referral() : communication()
    }

    private func referral() throws(RenderFailure) -> Parcel {
        guard let child = message.data["child"] else {
            throw RenderFailure(
                "/child is not disclosed, and a referral must name its patient; the agreement's parties mend it"
            )
        }
        guard let service = message.data.at("requestedService", "dosServiceId")?.text ?? settings.dosServiceID else {
            throw RenderFailure(
                "/requestedService/dosServiceId is absent and the destination has no dos-service-id; set it"
            )
        }
        let resources = ReferralResources(data: message.data, child: child, sender: message.sender, names: names)
        let event = FHIRMaker.coding(
            "servicerequest-request",
            system: "https://fhir.nhs.uk/CodeSystem/message-events-bars"
        )
        let header = self.header(event: event, focus: "ServiceRequest", service: service)
        let body = bundle([("MessageHeader", header)] + resources.entries(service: service))
        let target: Value = .record([("system", .string(Self.dosServiceSystem)), ("value", .string(service))])
        return parcel(body, extra: ["nhsd-target-identifier": Data(target.json).base64EncodedString()])
    }

    /// The record travels as an attachment in the contract's own JSON: FHIR has no place of its own for most of it.
    private func communication() -> Parcel {
        let child = message.data["child"]
        let attachment: Value = .record([
            ("contentType", .string("application/json")),
            ("data", .string(Data(message.data.json).base64EncodedString())),
            ("title", .string(message.contract)),
        ])
        let communication: Value = .record([
            ("resourceType", .string("Communication")),
            (
                "identifier",
                .array([.record([("system", .string(message.source)), ("value", .string(message.eventID))])])
            ),
            ("status", .string("completed")),
            ("category", .array([FHIRMaker.concept("notification", system: FHIRMaker.communicationCategory)])),
            ("subject", child.map { _ in names.reference("Patient") }),
            ("sent", .string(message.time)),
            ("sender", names.reference("Organization")),
            ("reasonCode", .array([.record([("text", .string(message.purpose))])])),
            ("payload", .array([.record([("contentAttachment", attachment)])])),
        ])
        let event = FHIRMaker.coding(message.type, system: message.source)
        let header = self.header(event: event, focus: "Communication", service: settings.dosServiceID)
        let entries = [
            ("MessageHeader", header), ("Communication", communication),
            ("Organization", FHIRMaker.organisation(nil, name: message.sender)),
        ]
        return parcel(bundle(entries + (child.map { [("Patient", FHIRMaker.patient($0))] } ?? [])), extra: [:])
    }

    /// The destination is left out where no service of the directory of services is known: FHIR asks for an endpoint or nothing.
    private func header(event: Value, focus: String, service: String?) -> Value {
        let destination = service.map { id -> Value in
            .array([.record([("endpoint", .string("\(Self.dosServiceSystem)|\(id)"))])])
        }
        let source = settings.sourceServiceID.map { "\(Self.dosServiceSystem)|\($0)" } ?? message.source
        return .record([
            ("resourceType", .string("MessageHeader")),
            ("id", .string(names.id("MessageHeader"))),
            ("eventCoding", event),
            ("destination", destination),
            ("sender", names.reference("Organization")),
            ("source", .record([("name", .string(message.sender)), ("endpoint", .string(source))])),
            ("reason", FHIRMaker.concept("new", system: "https://fhir.nhs.uk/CodeSystem/message-reason-bars")),
            ("focus", .array([names.reference(focus)])),
        ])
    }

    private func bundle(_ entries: [(String, Value)]) -> Value {
        .record([
            ("resourceType", .string("Bundle")),
            ("id", .string(names.id("Bundle"))),
            ("type", .string("message")),
            ("timestamp", .string(message.time)),
            (
                "entry",
                .array(
                    entries.map { name, resource in
                        .record([("fullUrl", .string(names.fullURL(name))), ("resource", resource)])
                    }
                )
            ),
        ])
    }

    private func parcel(_ body: Value, extra: [String: String]) -> Parcel {
        let headers = ["x-request-id": message.deliveryID, "x-correlation-id": message.eventID]
        return Parcel(
            contentType: "application/fhir+json",
            body: body.json,
            headers: headers.merging(extra) { first, _ in first }
        )
    }
}
