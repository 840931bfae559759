// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The recipient's acknowledgement of an earlier message: MSA, and ERR where it says why.
struct HL7Acknowledgement {
    /// Errors of table 0357 that pass by themselves: record locked, internal error.
    private static let passing = ["206", "207"]

    private let message: HL7Message

    init(_ message: HL7Message) {
        self.message = message
    }

    func item(at position: Position) -> Item {
        guard let answer = message.first("MSA"), let reference = answer.value(2) else {
            return fault(
                at: position,
                "The acknowledgement does not name the message it answers.",
                "Give its control id in MSA-2."
            )
        }
        let codes = message.all("ERR").compactMap { ($0.value(3) ?? $0.value(1)).flatMap(Token.init)?.text }
        let outcome: Outcome
        switch answer.value(1) {
        case "AA", "CA":
            outcome = .delivered(reference: reference)
        case "AE", "CE":
            outcome = .refused(reason: reason("AE: the content is refused; the sender mends it", codes))
        case "AR", "CR":
            let text = reason("AR: the message is rejected", codes)
            let passes = !codes.isEmpty && codes.allSatisfy(Self.passing.contains)
            outcome = passes ? .retry(after: nil, reason: text) : .refused(reason: text)
        default:
            return fault(at: position, "MSA-1 is no acknowledgement code.", "Send AA, AE or AR (or CA, CE, CR).")
        }
        return .reply(DeliveryReport(at: position, reference: reference, outcome: outcome))
    }

    private func reason(_ text: String, _ codes: [String]) -> String {
        codes.isEmpty ? text : "\(text) (\(codes.prefix(5).joined(separator: ", ")))"
    }

    private func fault(at position: Position, _ description: String, _ mend: String) -> Item {
        .fault(Fault(at: position, rule: "health.hl7v2.acknowledgement", description: description, mend: mend))
    }
}
