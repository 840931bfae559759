// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Maps one REF^I12 message to a referral.
///
/// UK usage: the NHS number in PID-3 with authority NHS or type NH, its status in PID-32 (01 to 08, with or without `NSTS`), the GP
/// practice in PD1-3, "do not disclose" in PD1-12, the ODS code of the sender in MSH-4. Ethnicity is not read: the tables in use differ
/// in what the same letters mean.
struct HL7Referral {
    private let message: HL7Message

    init(_ message: HL7Message) {
        self.message = message
    }

    /// When the message was made, RFC 3339.
    var sentAt: String? {
        message.header?.value(7).flatMap { HL7Time($0)?.timestamp }
    }

    /// The service referred to: the PRD-7 identifier of type DOS of the provider with role RT.
    var dosServiceID: String? {
        provider("RT")?.repetitions(7).first { $0[2] == "DOS" }?.value
    }

    func data(service: String, marking: String) -> Value {
        let request = message.first("RF1")
        var referral = Referral()
        referral.id = request?.value(6) ?? message.header?.value(10)
        referral.referredOn = (request?.value(7) ?? message.header?.value(7)).map(Self.date)
        referral.sentAt = sentAt
        referral.child = message.first("PID").map(child)
        referral.carers = message.all("NK1").compactMap(carer)
        referral.referrer = referrer
        referral.reasons = reasons
        referral.narratives = narratives
        referral.urgency = request?.value(2).map(Self.urgency)
        referral.consent = message.first("CON").flatMap(consent)
        referral.serviceID = service
        referral.serviceName = provider("RT")?.value(10)
        return referral.data(marking: marking)
    }

    private func provider(_ role: String) -> HL7Segment? {
        message.all("PRD").first { segment in segment.repetitions(1).contains { $0.value == role } }
    }

    private func child(_ patient: HL7Segment) -> Value {
        let numbers = patient.repetitions(3).filter(Self.isNHSNumber)
        let practice = message.first("PD1")?.field(3)
        let status = patient.value(32).map { $0.hasPrefix("NSTS") ? String($0.dropFirst(4)) : $0 }
        return .record([
            ("nhsNumber", numbers.first?.value.map { .string(Self.withoutSpaces($0)) }),
            ("nhsNumberStatus", status.flatMap { Self.statuses.contains($0) ? .string($0) : nil }),
            ("name", Self.name(patient.field(5))),
            ("dateOfBirth", patient.value(7).map { .string(Self.date($0)) }),
            ("sex", patient.value(8).map { .string(Self.sexes[$0] ?? $0) }),
            ("language", patient.value(15).map(Value.string)),
            ("address", Self.address(patient.field(11))),
            ("addressRestricted", message.first("PD1")?.value(12) == "Y" ? .bool(true) : nil),
            ("contact", Self.contact(patient.repetitions(13) + patient.repetitions(14))),
            ("gp", practice.flatMap(Self.organisation)),
        ])
    }

    private func carer(_ kin: HL7Segment) -> Value? {
        guard let name = Self.name(kin.field(2)) else { return nil }
        return .record([
            ("name", name),
            ("relationship", Self.coded(kin.field(3))),
            ("address", Self.address(kin.field(4))),
            ("contact", Self.contact(kin.repetitions(5) + kin.repetitions(6))),
        ])
    }

    private var referrer: Value? {
        let provider = provider("RP")
        let facility = message.header?.field(4)
        let stated = provider.flatMap { Self.organisation($0.field(10)) }
        let organisation =
            stated?["ods"] != nil
            ? stated
            : Parts.organisation(
                ods: facility?.value.flatMap { Self.isODS($0) ? $0 : nil },
                name: stated?["name"]?.text ?? facility?.value
            )
        return .entry([
            ("organisation", organisation),
            ("name", provider.flatMap { Self.name($0.field(2)) }),
            ("role", provider?.field(1)[2].map(Value.string)),
            ("contact", provider.flatMap { Self.contact($0.repetitions(5)) }),
        ])
    }

    private var reasons: [Value] {
        let stated = message.first("RF1")?.repetitions(10) ?? []
        let diagnoses = message.all("DG1").map { $0.field(3) }
        return (stated + diagnoses).compactMap(Self.coded)
    }

    /// RF1-14, and notes that do not belong to an observation.
    private var narratives: [String] {
        var texts = message.first("RF1")?.repetitions(14).compactMap(\.value) ?? []
        var subject = ""
        for segment in message.segments {
            if segment.name != "NTE" {
                subject = segment.name
            } else if subject != "OBR", subject != "OBX", subject != "PRT" {
                texts += segment.repetitions(3).compactMap(\.value)
            }
        }
        return texts
    }

    private func consent(_ segment: HL7Segment) -> Value? {
        guard let status = segment.value(11) else { return nil }
        return .record([
            ("status", .string(Self.consents[status] ?? status)),
            ("givenOn", segment.value(13).map { .string(Self.date($0)) }),
            ("by", segment.field(24)[2].map(Value.string)),
            ("scopes", .list(segment.repetitions(9).compactMap(\.value).map { .record([("agency", .string($0))]) })),
        ])
    }
}
