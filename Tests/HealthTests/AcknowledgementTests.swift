// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

struct AcknowledgementTests {
    @Test func `acknowledgements settle the message they name`() throws {
        let outcomes = try Documents.items(Documents.sample("acknowledgements.hl7")).compactMap { item -> Outcome? in
            guard case .reply(let report) = item, report.reference == "MSG-UK-0001" else { return nil }
            return report.outcome
        }
        #expect(
            outcomes == [
                .delivered(reference: "MSG-UK-0001"),
                .refused(reason: "AE: the content is refused; the sender mends it (101)"),
                .retry(after: nil, reason: "AR: the message is rejected (207)"),
            ]
        )
    }

    @Test(arguments: ["MSA|AA", "MSA|XX|1", "ZZZ|1"])
    func `an acknowledgement that settles nothing is a fault`(segment: String) throws {
        let items = try Documents.items("MSH|^~\\&|A|B|C|D|20261120||ACK|1|T|2.8\r\(segment)\r")
        #expect(Documents.rules(items) == ["health.hl7v2.acknowledgement"])
    }

    @Test func `a response bundle settles the message it names`() throws {
        func bundle(_ code: String) -> String {
            #"{"resourceType":"Bundle","type":"message","entry":[{"resource":{"resourceType":"MessageHeader","response":{"identifier":"m-1","code":"\#(code)"}}}]}"#
        }
        let outcomes = try ["ok", "transient-error", "fatal-error"].map { code -> Outcome? in
            guard case .reply(let report) = try Documents.items(bundle(code)).first else { return nil }
            return report.outcome
        }
        #expect(outcomes[0] == .delivered(reference: "m-1"))
        #expect(outcomes[1] == .retry(after: nil, reason: "the receiver reports a transient error"))
        #expect(outcomes[2] == .refused(reason: "the receiver reports a fatal error"))
        #expect(Documents.rules(try Documents.items(bundle("maybe"))) == ["health.fhir.response"])
    }

    private func outcome(_ status: Int, _ code: String, issue: String = "invalid") throws -> Outcome {
        let body =
            #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"\#(issue)","details":{"coding":[{"code":"\#(code)"}]},"diagnostics":"Wren Thorne"}]}"#
        return try Documents.adapter().outcome(of: Reply(status: status, body: Array(body.utf8)))
    }

    @Test func `BaRS codes say who must mend`() throws {
        #expect(
            try outcome(422, "REC_UNPROCESSABLE_ENTITY")
                == .refused(reason: "status 422, REC_UNPROCESSABLE_ENTITY: the receiver refuses it")
        )
        #expect(
            try outcome(400, "SEND_BAD_REQUEST")
                == .refused(reason: "status 400, SEND_BAD_REQUEST: the sender's side must mend it")
        )
        #expect(
            try outcome(503, "PROXY_UNAVAILABLE")
                == .retry(after: nil, reason: "status 503, PROXY_UNAVAILABLE: the relay failed")
        )
        #expect(
            try outcome(429, "SEND_TOO_MANY_REQUESTS")
                == .retry(after: nil, reason: "status 429, SEND_TOO_MANY_REQUESTS: the sender's side must mend it")
        )
        #expect(try outcome(409, "REC_CONFLICT", issue: "duplicate") == .delivered(reference: nil))
        #expect(
            try outcome(409, "REC_CONFLICT", issue: "conflict")
                == .refused(reason: "status 409, REC_CONFLICT: the receiver refuses it")
        )
        #expect(
            try outcome(501, "REC_NOT_IMPLEMENTED")
                == .refused(reason: "status 501, REC_NOT_IMPLEMENTED: the receiver refuses it")
        )
    }

    @Test func `published outcomes are read, where present`() throws {
        let files = try Documents.published("bars-outcome-")
        if files.isEmpty { print("skipped: no published BaRS outcomes beside the checkout") }
        for file in files {
            let status = try #require(Int(file.name.dropFirst("bars-outcome-".count).prefix(3)))
            let outcome = try Documents.adapter().outcome(of: Reply(status: status, body: file.bytes))
            print("\(file.name): \(outcome)")
            switch (status, outcome) {
            case (400, .refused), (409, .delivered), (422, .refused), (429, .retry): break
            default: Issue.record("\(file.name)")
            }
        }
    }
}
