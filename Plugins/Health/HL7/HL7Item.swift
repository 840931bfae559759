// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// Turns one HL7 v2 message into its item.
enum HL7Item {
    static func read(
        _ segments: [[UInt8]],
        at position: Position,
        settings: HealthSettings,
        document: DocumentContext
    ) -> Item {
        let message: HL7Message
        do throws(HL7Message.Failure) {
            message = try HL7Message(segments)
        } catch {
            return fault(of: error, at: position)
        }
        switch message.type {
        case "REF^I12":
            return referral(message, at: position, settings: settings, document: document)
        case let type where type.hasPrefix("REF^"):
            return fault(
                at: position,
                "event",
                "A change or cancellation of a referral is not carried by this feed.",
                "Tell the receiving service directly, or send the changed referral as REF^I12 with a new id."
            )
        case let type where type == "ACK" || type.hasPrefix("ACK^") || type == "MCF":
            return HL7Acknowledgement(message).item(at: position)
        case "":
            return fault(at: position, "type", "MSH-9 states no message type.", "Give MSH-9, such as REF^I12.")
        default:
            return .passed(position, reason: "the message is not a referral (REF)")
        }
    }

    private static func referral(
        _ message: HL7Message,
        at position: Position,
        settings: HealthSettings,
        document: DocumentContext
    ) -> Item {
        for (name, needed) in [("RF1", "the referral"), ("PID", "the patient"), ("PRD", "the providers")]
        where message.first(name) == nil {
            return fault(
                at: position,
                "segment",
                "The referral has no \(name) segment, so \(needed) cannot be told.",
                "Send the whole REF^I12 message again, with \(name)."
            )
        }
        let referral = HL7Referral(message)
        guard let service = referral.dosServiceID ?? settings.dosServiceID else {
            return fault(
                at: position,
                "recipient",
                "The referral names no service of the directory of services.",
                "Give the service's id with type DOS in PRD-7 of the provider referred to (RT)."
            )
        }
        return .draft(
            Draft(
                at: position,
                contract: Referral.contract,
                time: referral.sentAt ?? document.receivedAt,
                data: referral.data(service: service, marking: settings.marking),
                routes: [Referral.route(toService: service)]
            )
        )
    }

    private static func fault(of failure: HL7Message.Failure, at position: Position) -> Item {
        switch failure {
        case .separators:
            fault(
                at: position,
                "separators",
                "MSH-1 and MSH-2 do not declare five different separators.",
                "Declare them, as in MSH|^~\\&|."
            )
        case .charset:
            fault(
                at: position,
                "charset",
                "MSH-18 names a character set that is not read.",
                "Send UNICODE UTF-8 or 8859/1, and say so in MSH-18."
            )
        case .encoding:
            fault(
                at: position,
                "encoding",
                "The message is not text in the character set it names.",
                "Send UTF-8, or name the set in MSH-18."
            )
        }
    }

    private static func fault(at position: Position, _ rule: String, _ description: String, _ mend: String) -> Item {
        .fault(Fault(at: position, rule: "health.hl7v2.\(rule)", description: description, mend: mend))
    }
}
