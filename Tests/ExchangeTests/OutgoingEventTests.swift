// SPDX-License-Identifier: Apache-2.0

import Exchange
import JSONSchema
import Testing

@Suite struct OutgoingEventTests {
    private let clause = ClauseRef(
        agreement: .init(id: "northshire-missing-children", version: 3),
        clause: "police-to-school"
    )
    private let schema = "https://northshire.example/views/police-to-school/3/schema.json"

    private func bytes(_ envelope: Envelope, data: String, retention: String? = "P1Y") -> [UInt8] {
        OutgoingEvent.bytes(
            envelope: envelope,
            type: "uk.northshire.police.missing-episode.v1",
            dataschema: schema,
            sender: AgencyID("northshire-police"),
            purpose: "education:wellbeing",
            clause: clause,
            duties: .init(onward: "none", retention: retention),
            data: Array(data.utf8)
        )
    }

    private func read(_ bytes: [UInt8]) throws -> CloudEvent {
        try CloudEvent.decode(
            contentType: "application/cloudevents+json",
            headers: [],
            body: bytes,
            limits: .outgoing
        ).events[0].get()
    }

    private func full() throws -> Envelope {
        try EventFixture.envelope([
            "agreementid": "\"northshire-missing-children\"", "purposecode": "\"education:other\"",
            "correlationid": "\"case-7\"", "causationid": "\"msg:12\"", "respondby": "\"2026-11-22T09:00:00+01:00\"",
            "action": "\"withdraw\"", "replaces": "\"\(EventFixture.earlier)\"", "actorid": "\"staff/0412\"",
            "subjectaccess": "\"withhold\"", "subjectaccessreview": "\"2027-06-01\"", "handling": "\"OFFICIAL\"",
            "orderingkey": "\"k1\"", "traceparent": "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"",
        ])
    }

    @Test func `a full event is read back with exactly the attributes of the list`() throws {
        let event = try read(bytes(try full(), data: "{}"))
        let expected = [
            ("specversion", "1.0"), ("id", EventFixture.id), ("source", "https://police.northshire.example/records"),
            ("type", "uk.northshire.police.missing-episode.v1"), ("time", "2026-11-21T09:01:00+00:00"),
            ("datacontenttype", "application/json"), ("dataschema", schema), ("subject", "episode/7f3a"),
            ("senderid", "northshire-police"), ("agreementid", "northshire-missing-children@3"),
            ("clauseid", "police-to-school"), ("purposecode", "education:wellbeing"), ("correlationid", "case-7"),
            ("causationid", "msg:12"), ("respondby", "2026-11-22T08:00:00.000000Z"), ("action", "withdraw"),
            ("replaces", EventFixture.earlier), ("subjectaccess", "withhold"), ("subjectaccessreview", "2027-06-01"),
            ("handling", "OFFICIAL"), ("onward", "none"), ("recipientretention", "P1Y"),
        ]
        #expect(event.attributes.map(\.name) == expected.map(\.0))
        #expect(event.attributes.map(\.text) == expected.map(\.1))
    }

    @Test func `what is not set is left out`() throws {
        let event = try read(bytes(try EventFixture.envelope(["subject": nil]), data: "{}", retention: nil))
        let names = event.attributes.map(\.name)
        #expect(names.allSatisfy { !["subject", "replaces", "recipientretention", "respondby"].contains($0) })
        #expect(event["action"] == "new")
    }

    @Test func `names of attributes keep to the standard's advice`() throws {
        for attribute in try read(bytes(try full(), data: "{}")).attributes {
            #expect(attribute.name.utf8.count <= 20 && attribute.kind == .string)
        }
    }

    @Test(arguments: [
        "{}", "{ \"a\" : 1.50e+2 , \"b\":[ ] }", "{\"n\":123456789012345678901234567890.10}",
        "{\"s\":\"\\u0000\\ud83d\\ude00 \\/ \u{1F600} e\u{301}\"}",
    ])
    func `the record is spliced in byte for byte`(data: String) throws {
        let event = try read(bytes(try EventFixture.envelope(), data: data))
        #expect(try Array(#require(event.record).rawBytes) == Array(data.utf8))
    }

    @Test func `hostile text is escaped and cannot add members`() throws {
        let hostile = "x\",\"data\":{\"a\":1},\"y\":\"\\"
        let time = try #require(Timestamp(rfc3339: "2026-11-21T09:01:00Z"))
        let envelope = Envelope(
            id: try #require(UniqueID(parsing: EventFixture.id)),
            source: "https://police.northshire.example/records",
            type: "unused",
            time: time,
            timeText: time.description,
            dataschema: "unused",
            subject: hostile,
            recipients: [],
            correlation: "a\u{0}b\n\u{1F}\u{7F}"
        )
        let root = try JSONDocument(bytes(envelope, data: "{\"real\":true}")).root
        #expect(root["subject"]?.stringEquals(hostile) == true)
        #expect(root["correlationid"]?.stringEquals("a\u{0}b\n\u{1F}\u{7F}") == true)
        #expect(root["y"] == nil && root["data"]?["real"]?.boolValue == true)
    }

    @Test func `a record as large and as deep as a sender may send is read back`() throws {
        let deep = "{\"a\":" + String(repeating: "[", count: 62) + String(repeating: "]", count: 62) + "}"
        let room = (1 << 20) - EventFixture.json(["data": "{\"t\": \"\"}"]).utf8.count
        let large = "{\"t\": \"\(String(repeating: "x", count: room))\"}"
        for data in [deep, large] {
            let envelope = try EventFixture.envelope(["data": data])
            #expect(try Array(#require(try read(bytes(envelope, data: data)).record).rawBytes) == Array(data.utf8))
        }
    }
}
