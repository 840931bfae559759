// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// What a police system's answer means: HTTP status first, then what the body adds.
struct PoliceAnswer {
    private let reply: Reply
    private let confirmWithin: Duration

    init(_ reply: Reply, confirmWithin: Duration) {
        self.reply = reply
        self.confirmWithin = confirmWithin
    }

    var outcome: Outcome {
        let plain = Outcome.http(reply)
        switch plain {
        case .delivered(let location):
            if let response = submitResponse { return taken(response) }
            return .delivered(reference: documentID ?? location)
        case .refused(let reason):
            return .refused(reason: withCodes(reason))
        case .retry(let after, let reason):
            return .retry(after: after, reason: withCodes(reason))
        case .accepted:
            return plain
        }
    }

    private func taken(_ response: SubmitResponse) -> Outcome {
        guard response.isTaken else { return response.refusal }
        guard let requestID = response.requestID else { return .delivered(reference: nil) }
        return .accepted(reference: requestID, confirmWithin: confirmWithin)
    }

    private var submitResponse: SubmitResponse? {
        guard reply.body.first(where: { $0 > 0x20 }) == 0x3C, let root = try? XMLText.parse(reply.body) else {
            return nil
        }
        return root.firstDescendant("SubmitResponseMes").map(SubmitResponse.init)
    }

    /// The `id` of the JSON:API document answered with.
    private var documentID: String? {
        json?.at("data", "id")?.text.flatMap(Token.init)?.text
    }

    /// JSON:API error codes; titles and details are left out because they may quote the record.
    private func withCodes(_ reason: String) -> String {
        let codes = (json?["errors"]?.elements ?? []).compactMap { $0["code"]?.text.flatMap(Token.init)?.text }
        return codes.isEmpty ? reason : "\(reason): \(codes.prefix(5).joined(separator: ", "))"
    }

    private var json: Value? {
        try? Value(json: reply.body, maxBytes: 65_536)
    }
}
