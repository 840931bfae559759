// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct AnswerTests {
    private static let reference = "5f0c2c1e-7a52-4c62-9a0e-2f5d8a7d1101"

    @Test func `a fatal answer refuses the delivery with code and description`() throws {
        let report = DeliveryReport(
            at: Position("document", 1),
            reference: Self.reference,
            outcome: .refused(reason: "CJSE 1310 UnusableDataStream")
        )
        #expect(try Documents.items(Documents.sample("answer-refused.xml")) == [.reply(report)])
    }

    @Test func `any other answer settles it as delivered`() throws {
        let report = DeliveryReport(
            at: Position("document", 1),
            reference: Self.reference,
            outcome: .delivered(reference: Self.reference)
        )
        #expect(try Documents.items(Documents.sample("answer-taken.xml")) == [.reply(report)])
    }

    @Test func `an answer to nobody is a fault`() throws {
        let items = try Documents.items(Array("<RouteDataResp><OperationStatus/></RouteDataResp>".utf8))
        #expect(Documents.tally(items).contains("police.spi.answer"))
    }

    @Test func `a description that is not a code is not repeated`() throws {
        let text =
            "<RouteDataResp><ResponseToSystem><CorrelationID>c</CorrelationID></ResponseToSystem><OperationStatus>"
            + "<StatusClass>FatalError</StatusClass><Code>9</Code><Description>Wren Thorne is unknown</Description>"
            + "</OperationStatus></RouteDataResp>"
        guard case .reply(let report) = try Documents.items(Array(text.utf8)).first else {
            Issue.record("the document is an answer")
            return
        }
        #expect(report.outcome == .refused(reason: "CJSE 9"))
    }

    @Test func `statuses are read by who must act`() throws {
        let adapter = try Documents.adapter()
        let created = Reply(status: 201, body: Array(#"{"data":{"type":"incident","id":"inc-7"}}"#.utf8))
        #expect(adapter.outcome(of: created) == .delivered(reference: "inc-7"))
        #expect(adapter.outcome(of: Reply(status: 200, headers: ["location": "/i/1"])) == .delivered(reference: "/i/1"))
        let busy = Reply(status: 503, headers: ["retry-after": "30"])
        #expect(adapter.outcome(of: busy) == .retry(after: .seconds(30), reason: "status 503"))
        let wrong = Reply(status: 422, body: Array(#"{"errors":[{"code":"ESDD_UNKNOWN","title":"Wren"}]}"#.utf8))
        #expect(adapter.outcome(of: wrong) == .refused(reason: "status 422: ESDD_UNKNOWN"))
    }

    @Test func `an SPI acceptance waits for the later answer`() throws {
        func soap(_ code: Int) -> Reply {
            Reply(
                status: 200,
                body: Array(
                    "<s:Envelope xmlns:s='x'><s:Body><SubmitResponseMes><RequestID>r-1</RequestID><ResponseCode>\(code)</ResponseCode></SubmitResponseMes></s:Body></s:Envelope>"
                        .utf8
                )
            )
        }
        let adapter = try Documents.adapter()
        #expect(adapter.outcome(of: soap(1)) == .accepted(reference: "r-1", confirmWithin: .seconds(86_400)))
        #expect(adapter.outcome(of: soap(2)) == .refused(reason: "CJSE response code 2"))
    }
}
