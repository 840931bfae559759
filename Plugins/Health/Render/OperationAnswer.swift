// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// What a FHIR endpoint's answer means, and whose side must mend.
///
/// BaRS codes begin with SEND (the sender's side is wrong), REC (the receiver refuses) or PROXY (the relay failed).
struct OperationAnswer {
    /// Codes after which the same message may well be taken later.
    private static let passing = [
        "SEND_TOO_MANY_REQUESTS", "REC_TIMEOUT", "REC_SERVER_ERROR", "REC_UNAVAILABLE", "PROXY_SERVER_ERROR",
        "PROXY_UNAVAILABLE",
    ]

    private let reply: Reply
    private let body: Value?

    init(_ reply: Reply) {
        self.reply = reply
        body = try? Value(json: reply.body, maxBytes: 65_536)
    }

    var outcome: Outcome {
        let reason = (["status \(reply.status)"] + codes.prefix(5)).joined(separator: ", ") + mender
        switch Outcome.http(reply) {
        case .delivered(let location):
            return taken(location)
        case .retry(let after, _):
            return reply.status == 501 ? .refused(reason: reason) : .retry(after: after, reason: reason)
        case .refused where isDuplicate:
            return .delivered(reference: nil)
        case .refused where codes.contains(where: Self.passing.contains):
            return .retry(after: nil, reason: reason)
        case .refused:
            return .refused(reason: reason)
        case .accepted(let reference, let limit):
            return .accepted(reference: reference, confirmWithin: limit)
        }
    }

    /// The request was taken; a response bundle may still say that its content was not.
    private func taken(_ location: String?) -> Outcome {
        let response = body.map { FHIRBundle($0) }?.header?["response"]
        switch response?["code"]?.text {
        case "fatal-error": return .refused(reason: "the receiver reports a fatal error")
        case "transient-error": return .retry(after: nil, reason: "the receiver reports a transient error")
        default: return .delivered(reference: location ?? body?["id"]?.text.flatMap(Token.init)?.text)
        }
    }

    /// The receiver says it has the message already: an earlier attempt got through.
    private var isDuplicate: Bool {
        reply.status == 409 && issues.contains { $0["code"]?.text == "duplicate" }
    }

    private var issues: [Value] {
        body?["resourceType"]?.text == "OperationOutcome" ? body?["issue"]?.elements ?? [] : []
    }

    /// Diagnostics are left out: they may quote the record.
    private var codes: [String] {
        issues.flatMap { $0.at("details", "coding")?.elements ?? [] }.compactMap {
            $0["code"]?.text.flatMap(Token.init)?.text
        }
    }

    private var mender: String {
        guard let first = codes.first else { return "" }
        if first.hasPrefix("SEND_") { return ": the sender's side must mend it" }
        if first.hasPrefix("REC_") { return ": the receiver refuses it" }
        return first.hasPrefix("PROXY_") ? ": the relay failed" : ""
    }
}
