// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema

/// What a gateway answered.
struct GatewayAnswer: Sendable {
    let status: Int
    let body: [UInt8]
    private let document: JSONDocument?

    init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
        document = try? JSONDocument(body, limits: JSONLimits(maxBytes: 64 << 20, maxDepth: 128))
    }

    /// The answer as JSON; nil when it is none.
    var json: JSONNode? { document?.root }

    var text: String { String(decoding: body, as: UTF8.self) }

    var isGood: Bool { (200..<300).contains(status) }

    /// The stable name of what is wrong, of a problem document (RFC 9457).
    var code: String? { isGood ? nil : json?["code"]?.stringValue }

    /// What is wrong, who must mend it and how, in one sentence each.
    var complaint: String {
        guard let json, let title = json["title"]?.stringValue else { return "status \(status)" }
        let detail = json["detail"]?.stringValue ?? ""
        let mender = json["mender"]?.stringValue.map { " (\($0))" } ?? ""
        return "\(title) [\(code ?? String(status))]: \(detail) Mend\(mender): \(json["mend"]?.stringValue ?? "")"
    }

    /// The single faults, each with its place and mend.
    var faults: [RowFault] { json?["errors"].map { $0.elements.map(RowFault.init) } ?? [] }

    /// What was decided for each recipient.
    var recipients: [RecipientAnswer] { json?["recipients"].map { $0.elements.map(RecipientAnswer.init) } ?? [] }
}

/// One fault of a message or row; never holds a value of the record.
struct RowFault: Sendable, Hashable {
    let pointer: String
    let rule: String
    let detail: String
    let mend: String

    init(_ node: JSONNode) {
        pointer = node["pointer"]?.stringValue ?? ""
        rule = node["rule"]?.stringValue ?? ""
        detail = node["detail"]?.stringValue ?? ""
        mend = node["mend"]?.stringValue ?? ""
    }
}

/// What was decided for one recipient, and how far its delivery is.
struct RecipientAnswer: Sendable, Hashable {
    let recipient: String
    /// The clause that permits; nil when refused.
    let clause: String?
    /// Why it is refused; nil when permitted.
    let code: String?
    /// What to do about the refusal, and every violation it rests on; empty when permitted.
    let mend: String
    let faults: [RowFault]
    /// due, released, accepted, waiting, delivered, undelivered, dead; nil where the answer does not say.
    let state: String?
    let attempts: Int

    init(_ node: JSONNode) {
        recipient = node["recipient"]?.stringValue ?? ""
        clause = node["clause"]?.stringValue
        code = node["code"]?.stringValue
        mend = node["mend"]?.stringValue ?? code.flatMap(RefusalCode.init(rawValue:))?.mend ?? ""
        faults = node["errors"].map { $0.elements.map(RowFault.init) } ?? []
        state = node["state"]?.stringValue
        attempts = node["attempts"]?.integerValue.map(Int.init) ?? 0
    }
}
