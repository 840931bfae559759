// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// What a message bundle is about, by the event of its header, and the items it makes.
struct MessageEvent {
    private let bundle: FHIRBundle
    private let header: Value
    private let settings: HealthSettings
    private let document: DocumentContext

    init(bundle: FHIRBundle, header: Value, settings: HealthSettings, document: DocumentContext) {
        self.bundle = bundle
        self.header = header
        self.settings = settings
        self.document = document
    }

    func items() -> [Item] {
        if let response = header["response"] { return [answer(response)] }
        switch header.at("eventCoding", "code")?.text {
        case "servicerequest-request":
            return referrals()
        case nil:
            return [
                fault("event", "The MessageHeader names no event.", "Give eventCoding, such as servicerequest-request.")
            ]
        default:
            return [.passed(.document, reason: "the message's event is not a referral (servicerequest-request)")]
        }
    }

    private func referrals() -> [Item] {
        let reason = header["reason"]?["coding"]?.elements.first?["code"]?.text
        guard reason == nil || reason == "new" else {
            return [
                fault(
                    "reason",
                    "A change or cancellation of a referral is not carried by this feed.",
                    "Tell the receiving service directly, or send the changed referral as new with a new id."
                )
            ]
        }
        let focus = header["focus"]?.elements ?? []
        guard !focus.isEmpty else {
            return [fault("focus", "The MessageHeader has no focus.", "Point focus to the ServiceRequest.")]
        }
        var seen: Set<Int> = []
        return focus.enumerated().compactMap { index, reference -> Item? in
            guard let entry = bundle.entry(reference) else {
                return fault(
                    at: Position("focus", index + 1),
                    "reference",
                    "The focus points to no entry of the bundle.",
                    "Send the ServiceRequest in the bundle, with the fullUrl that focus names."
                )
            }
            return seen.insert(entry.number).inserted ? referral(entry) : nil
        }
    }

    private func referral(_ entry: FHIRBundle.Entry) -> Item {
        let position = Position("entry", entry.number)
        guard entry.type == "ServiceRequest" else {
            return fault(
                at: position,
                "focus",
                "The focus of a referral is not a ServiceRequest.",
                "Point focus to the ServiceRequest."
            )
        }
        guard let patient = bundle.entry(entry.resource["subject"]), patient.type == "Patient" else {
            return fault(
                at: position,
                "patient",
                "The subject of the ServiceRequest is no Patient of the bundle.",
                "Send the Patient in the bundle, with the fullUrl that subject names."
            )
        }
        let referral = FHIRReferral(bundle: bundle, header: header, request: entry, patient: patient)
        let named = referral.dosServiceIDs
        let services = named.isEmpty ? [settings.dosServiceID].compactMap { $0 } : named
        guard let first = services.first else {
            return fault(
                at: position,
                "recipient",
                "The bundle names no service of the directory of services.",
                "Give destination.endpoint as https://fhir.nhs.uk/Id/dos-service-id|<id>."
            )
        }
        return .draft(
            Draft(
                at: position,
                contract: Referral.contract,
                time: referral.sentAt ?? document.receivedAt,
                data: referral.data(service: first, marking: settings.marking),
                routes: services.map(Referral.route)
            )
        )
    }

    /// A response bundle settles the message whose id its header repeats.
    private func answer(_ response: Value) -> Item {
        guard let reference = response["identifier"]?.text else {
            return fault("response", "The response names no message.", "Give response.identifier.")
        }
        let outcome: Outcome
        switch response["code"]?.text {
        case "ok": outcome = .delivered(reference: reference)
        case "transient-error": outcome = .retry(after: nil, reason: "the receiver reports a transient error")
        case "fatal-error": outcome = .refused(reason: "the receiver reports a fatal error")
        default: return fault("response", "The response has no known code.", "Give ok, transient-error or fatal-error.")
        }
        return .reply(DeliveryReport(at: .document, reference: reference, outcome: outcome))
    }

    private func fault(
        at position: Position = .document,
        _ rule: String,
        _ description: String,
        _ mend: String
    ) -> Item {
        .fault(Fault(at: position, rule: "health.fhir.\(rule)", description: description, mend: mend))
    }
}
