// SPDX-License-Identifier: Apache-2.0

import AdapterKit

/// The synchronous answer of the exchange's SOAP door: `SubmitResponseMes` with a response code, of which 1 means taken.
struct SubmitResponse {
    /// The request's own id.
    let requestID: String?
    /// The response code.
    let code: String?

    init(_ element: Element) {
        requestID = element.value("RequestID")
        code = element.value("ResponseCode")
    }

    var isTaken: Bool { code == "1" }

    var refusal: Outcome {
        .refused(reason: "CJSE response code \(code.flatMap(Token.init)?.text ?? "missing")")
    }

    /// The answer as a report, when it comes by the feed.
    func report() throws(SPIFailure) -> DeliveryReport {
        guard let requestID else { throw .answer("RequestID") }
        guard code != nil else { throw .answer("ResponseCode") }
        return DeliveryReport(
            at: .document,
            reference: requestID,
            outcome: isTaken ? .delivered(reference: requestID) : refusal
        )
    }
}
