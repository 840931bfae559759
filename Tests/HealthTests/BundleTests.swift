// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

struct BundleTests {
    @Test func `a BaRS referral becomes one draft with what its references reach`() throws {
        let draft = try Documents.draft(Documents.sample("bars-referral.json"))
        #expect(draft.position == Position("entry", 2))
        #expect(draft.time == "2026-11-20T09:31:12+00:00")
        #expect(draft.routes == [.directory(kind: "early-help", scheme: "dos-service-id", value: "111111111")])
        #expect(draft.data == (try Value(json: Documents.sample("bars-referral.expected.json"))))
    }

    @Test(
        arguments: [
            ("\"servicerequest-request\"", "\"booking-request\"", ""),
            ("\"code\": \"new\"", "\"code\": \"update\"", "health.fhir.reason"),
            ("\"type\": \"message\"", "\"type\": \"collection\"", "health.fhir.bundle-type"),
            ("\"resourceType\": \"Bundle\"", "\"resourceType\": \"List\"", "health.fhir.bundle"),
            ("\"resourceType\": \"MessageHeader\"", "\"resourceType\": \"Basic\"", "health.fhir.header"),
            ("\"resourceType\": \"ServiceRequest\"", "\"resourceType\": \"Task\"", "health.fhir.focus"),
            ("\"resourceType\": \"Patient\"", "\"resourceType\": \"Group\"", "health.fhir.patient"),
            ("dos-service-id|111111111", "dos-service-id|none", "health.fhir.recipient"),
            ("\"focus\"", "\"focusses\"", "health.fhir.focus"),
            ("\"eventCoding\"", "\"eventUri\"", "health.fhir.event"),
        ]
    )
    func `what is no new referral is passed or refused with its rule`(old: String, new: String, rule: String) throws {
        let bytes = Documents.replacing(old, with: new, in: try Documents.sample("bars-referral.json"))
        let items = try Documents.items(bytes, settings: [])
        #expect(items.count == 1)
        #expect(Documents.rules(items) == (rule.isEmpty ? [] : [rule]))
    }

    @Test func `a reference out of the bundle is never followed`() throws {
        let bytes = Documents.replacing(
            "urn:uuid:0e0e0e0e-0000-4000-8000-000000000002",
            with: "https://elsewhere.example/ServiceRequest/1",
            in: try Documents.sample("bars-referral.json")
        )
        let cut = Documents.replacing(
            "\"fullUrl\": \"https://elsewhere.example/ServiceRequest/1\"",
            with: "\"fullUrl\": \"urn:uuid:0\"",
            in: bytes
        )
        #expect(Documents.rules(try Documents.items(cut)) == ["health.fhir.reference"])
    }

    @Test func `two destinations are two routes`() throws {
        let bytes = Documents.replacing(
            "\"endpoint\": \"https://fhir.nhs.uk/Id/dos-service-id|111111111\"\n",
            with:
                "\"endpoint\": \"https://fhir.nhs.uk/Id/dos-service-id|111111111\"\n}, {\"endpoint\": \"http://fhir.nhs.uk/id/dos-service-id|333\"\n",
            in: try Documents.sample("bars-referral.json")
        )
        #expect(try Documents.draft(bytes).routes.count == 2)
    }

    @Test func `a bundle past the bound is one fault`() throws {
        let bytes = try Documents.sample("bars-referral.json")
        let items = try Documents.items(bytes, settings: [("max-document-bytes", .integer(1_024))])
        #expect(Documents.rules(items) == ["health.fhir.size"])
        #expect(items.count == 1)
    }

    @Test(arguments: [
        "", " \n", "{", "{}", "[]", "{\"resourceType\":\"Bundle\"}",
        "{\"resourceType\":\"Bundle\",\"type\":\"message\",\"entry\":[{}]}",
    ])
    func `anything else is one fault`(text: String) throws {
        let items = try Documents.items(text, settings: [("format", .string("bars"))])
        #expect(items.count == 1)
        #expect(Documents.rules(items).count == 1)
    }
}
