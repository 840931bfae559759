// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct RenderTests {
    private func message(_ data: Value) -> Message {
        Message(
            deliveryID: "d-1",
            eventID: "e-1",
            source: "https://northshire.example/police-records",
            type: "uk.northshire.police.missing-episode.v1",
            contract: "police.missing-episode@1.0.0",
            time: "2026-11-20T20:00:00Z",
            sender: "northshire-police",
            recipient: "harbour-academy",
            purpose: "education:wellbeing",
            data: data,
            event: []
        )
    }

    @Test func `people become included resources and the rest attributes of the incident`() throws {
        let data: Value = .record([
            ("episodeId", .string("M-1")),
            ("child", .record([("name", .record([("family", .string("Thorne"))]))])),
            ("associates", .array([.record([("name", .string("Kestrel"))]), .record([("name", .string("Sparrow"))])])),
        ])
        let parcel = try Documents.adapter().render(message(data))
        #expect(parcel.contentType == "application/vnd.api+json")
        #expect(parcel.headers["idempotency-key"] == "d-1")
        let document = try Value(json: parcel.body)
        #expect(document.at("data", "type") == .string("incident"))
        #expect(document.at("data", "attributes") == .record([("episodeId", .string("M-1"))]))
        let included = try #require(document["included"]?.elements)
        #expect(included.map { $0["id"]?.text } == ["d-1-child", "d-1-associates-1", "d-1-associates-2"])
        #expect(document.at("data", "relationships", "child", "data", "id") == .string("d-1-child"))
        #expect(document.at("data", "relationships", "associates", "data")?.elements.count == 2)
        #expect(document.at("meta", "purpose") == .string("education:wellbeing"))
    }

    @Test func `every resource that a relationship names is included, once`() throws {
        guard case .draft(let draft) = try Documents.items(Documents.sample("new-case.xml")).first else {
            Issue.record("the sample begins with a child")
            return
        }
        let document = try Value(json: Documents.adapter().render(message(draft.data)).body)
        let included = (document["included"]?.elements ?? []).compactMap { $0["id"]?.text }
        let linked = (document.at("data", "relationships")?.members ?? []).compactMap {
            $0.value.at("data", "id")?.text
        }
        #expect(included == linked)
        #expect(included == ["d-1-child", "d-1-parentGuardian", "d-1-officerInCase"])
        #expect(document.at("data", "attributes", "child") == nil)
    }

    @Test func `a repeated delivery is the same document byte for byte`() throws {
        let data: Value = .record([("child", .record([("sex", .string("2"))]))])
        let adapter = try Documents.adapter()
        #expect(try adapter.render(message(data)) == adapter.render(message(data)))
    }

    @Test func `a record that is no object cannot be rendered`() throws {
        let adapter = try Documents.adapter()
        #expect(throws: RenderFailure.self) { try adapter.render(message(.array([]))) }
    }
}
