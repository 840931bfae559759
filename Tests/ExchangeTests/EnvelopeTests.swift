// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Testing

@Suite struct EnvelopeTests {
    @Test func `a good event with every attribute becomes an envelope`() throws {
        let envelope = try EventFixture.envelope([
            "agreementid": "\"northshire-missing-children@3\"",
            "purposecode": "\"education:wellbeing\"",
            "correlationid": "\"case-7\"",
            "causationid": "\"msg:12\"",
            "respondby": "\"2026-11-22T09:00:00Z\"",
            "action": "\"replace\"",
            "replaces": "\"\(EventFixture.earlier)\"",
            "actorid": "\"staff/0412\"",
            "subjectaccess": "\"ask-sender\"",
            "subjectaccessreview": "\"2027-06-01\"",
            "handling": "\"OFFICIAL-SENSITIVE\"",
            "orderingkey": "\"k1\"",
            "traceparent": "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"",
            "tracestate": "\"vendor=1,\"",
        ])
        #expect(envelope.id == UniqueID(parsing: EventFixture.id))
        #expect(envelope.source == "https://police.northshire.example/records")
        #expect(envelope.type == "uk.northshire.police.missing-episode.v1")
        #expect(envelope.time == Timestamp(rfc3339: "2026-11-21T09:01:00Z"))
        #expect(envelope.timeText == "2026-11-21T09:01:00+00:00")
        #expect(envelope.subject == "episode/7f3a")
        #expect(envelope.recipients == [AgencyID("harbour-academy"), AgencyID("northshire-health")])
        #expect(envelope.agreement == "northshire-missing-children@3")
        #expect(envelope.purpose == "education:wellbeing")
        #expect(envelope.action == .replace && envelope.replaces == UniqueID(parsing: EventFixture.earlier))
        #expect(envelope.correlation == "case-7" && envelope.causation == "msg:12")
        #expect(envelope.respondBy == Timestamp(rfc3339: "2026-11-22T09:00:00Z"))
        #expect(envelope.actor == "staff/0412" && envelope.orderingKey == "k1")
        let review = CalendarDate(year: 2027, month: 6, day: 1)
        #expect(envelope.subjectAccess == .init(rule: .askSender, review: review))
        #expect(envelope.handling == "OFFICIAL-SENSITIVE")
        #expect(envelope.traceparent == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    }

    @Test func `what is not set takes its default`() throws {
        let envelope = try EventFixture.envelope(["subject": nil, "datacontenttype": nil, "recipientid": nil])
        #expect(envelope.action == .new && envelope.replaces == nil && envelope.recipients.isEmpty)
        #expect(envelope.subject == nil && envelope.subjectAccess == nil && envelope.respondBy == nil)
    }

    @Test func `the same event is the same envelope in binary mode`() throws {
        let event = try EventFixture.event()
        var headers: [(String, String)] = []
        for attribute in event.attributes where attribute.name != "datacontenttype" {
            headers.append(("ce-\(attribute.name)", attribute.text))
        }
        let body = try Array(#require(event.record).rawBytes)
        let binary = try CloudEvent.decode(
            contentType: "application/json; charset=\"UTF-8\"",
            headers: headers,
            body: body
        ).events[0].get()
        let (one, other) = (try Envelope(event), try Envelope(binary))
        #expect(one.id == other.id && one.recipients == other.recipients && one.timeText == other.timeText)
        #expect(try Array(#require(binary.record).rawBytes) == body)
    }

    @Test(arguments: [
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c0b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "x",
    ])
    func `an invalid trace parent is dropped and the event taken`(text: String) throws {
        #expect(try EventFixture.envelope(["traceparent": "\"\(text)\""]).traceparent == nil)
    }

    @Test(arguments: ["", "-what-comes-later"])
    func `a trace parent of a later version is brought down to the first`(tail: String) throws {
        let text = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\(tail)"
        #expect(
            try EventFixture.envelope(["traceparent": "\"\(text)\""]).traceparent
                == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        )
    }

    @Test(arguments: [
        "episode/7f3a", "2026-000123", "4857773451", "case-2026-11-21-7", "A82120000100", "2001/0171310S",
        "urn:uuid:0192f0c1-2b3c-7d4e-8f50-112233445566", "NHS-pathway-3", "S801200001001", "12", "0000000010",
    ])
    func `an opaque reference is taken`(text: String) throws {
        #expect(try EventFixture.envelope(["subject": "\"\(text)\""]).subject == text)
    }

    @Test func `fifty agencies may be named`() throws {
        let ids = (1...50).map { "agency-with-quite-a-long-name-for-a-school-number-\($0)" }
        let envelope = try EventFixture.envelope(["recipientid": "\"\(ids.joined(separator: " "))\""])
        #expect(envelope.recipients.map(\.rawValue) == ids)
    }

    @Test(arguments: ["a", "harbour-academy", "a9.b-c"])
    func `an agreement is named with or without its version`(id: String) throws {
        #expect(try EventFixture.envelope(["agreementid": "\"\(id)\""]).agreement == id)
        #expect(try EventFixture.envelope(["agreementid": "\"\(id)@12\""]).agreement == "\(id)@12")
    }

    @Test func `an attribute may have 512 bytes`() throws {
        let text = String(repeating: "x", count: 512)
        #expect(try EventFixture.envelope(["subject": "\"\(text)\""]).subject == text)
    }
}
