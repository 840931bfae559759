// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

struct RenderTests {
    private func message(_ data: Value, contract: String = "health.early-help-referral@1.0.0") -> Message {
        Message(
            deliveryID: "7d1b9a52-2c1c-4d7e-9f63-0a5a4f1c0d01",
            eventID: "e-1",
            source: "https://northshire.example/health-hub",
            type: "uk.northshire.health.early-help-referral.v1",
            contract: contract,
            time: "2026-11-20T09:31:12Z",
            sender: "northshire-health",
            recipient: "northshire-early-help",
            purpose: "early-help:assessment",
            data: data,
            event: []
        )
    }

    private func entries(_ parcel: Parcel) throws -> [(url: String, resource: Value)] {
        try (Value(json: parcel.body)["entry"]?.elements ?? []).map {
            ($0["fullUrl"]?.text ?? "", $0["resource"] ?? .null)
        }
    }

    @Test func `a rendered referral reads back to what it was made from`() throws {
        let original = try Documents.draft(Documents.sample("bars-referral.json")).data
        let parcel = try Documents.adapter().render(message(original))
        #expect(parcel.contentType == "application/fhir+json")
        let again = try Documents.draft(parcel.body)
        for member in [
            "referralId", "referredOn", "child", "referrer", "narrative", "urgency", "requestedService", "reasons",
        ] {
            if member == "child" {
                let ethnic = original["child"]?.members.filter { !["ethnicCategory", "language"].contains($0.name) }
                #expect(again.data["child"] == ethnic.map(Value.object))
            } else {
                #expect(again.data[member] == original[member], "\(member)")
            }
        }
        #expect(again.data["carers"]?.elements.count == 2)
        #expect(again.routes == [.directory(kind: "early-help", scheme: "dos-service-id", value: "111111111")])
    }

    @Test func `every reference in a rendered bundle is to an entry of it, and no fullUrl comes twice`() throws {
        let data = try Documents.draft(Documents.sample("referral-uk.hl7")).data
        for contract in ["health.early-help-referral@1.0.0", "police.missing-episode@1.0.0"] {
            let entries = try entries(Documents.adapter().render(message(data, contract: contract)))
            let urls = Set(entries.map(\.url))
            #expect(urls.count == entries.count)
            #expect(entries.first?.resource["resourceType"] == .string("MessageHeader"))
            for entry in entries {
                for reference in references(in: entry.resource) { #expect(urls.contains(reference)) }
            }
        }
    }

    private func references(in value: Value) -> [String] {
        if let text = value["reference"]?.text { return [text] }
        return value.members.flatMap { references(in: $0.value) } + value.elements.flatMap(references)
    }

    @Test func `another contract travels as a Communication with the record attached`() throws {
        let data: Value = .record([
            ("episodeId", .string("M-1")),
            ("child", .record([("name", .record([("family", .string("Thorne"))])), ("sex", .string("2"))])),
        ])
        let parcel = try Documents.adapter().render(message(data, contract: "police.missing-episode@1.0.0"))
        let entries = try entries(parcel)
        #expect(
            entries.map { $0.resource["resourceType"]?.text } == [
                "MessageHeader", "Communication", "Organization", "Patient",
            ]
        )
        #expect(entries[3].resource["gender"] == .string("female"))
        #expect(
            entries[1].resource["payload"]?.elements.first?.at("contentAttachment", "contentType")
                == .string("application/json")
        )
    }

    @Test func `minimised records render as far as they go`() throws {
        let little: Value = .record([("child", .record([("dateOfBirth", .string("2019-06-17"))]))])
        let settings: [(String, Value?)] = [("dos-service-id", .string("111111111"))]
        let entries = try entries(Documents.adapter(settings).render(message(little)))
        #expect(
            entries.map { $0.resource["resourceType"]?.text }.prefix(3) == [
                "MessageHeader", "ServiceRequest", "Patient",
            ]
        )
        #expect(throws: RenderFailure.self) { try Documents.adapter().render(message(little)) }
        #expect(throws: RenderFailure.self) {
            try Documents.adapter(settings).render(message(.record([("referralId", .string("r"))])))
        }
    }

    @Test func `a repeated delivery is the same bundle byte for byte`() throws {
        let data = try Documents.draft(Documents.sample("referral-uk.hl7")).data
        let adapter = try Documents.adapter()
        #expect(try adapter.render(message(data)) == adapter.render(message(data)))
    }
}
