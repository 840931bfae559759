// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import Testing

@Suite struct `Giving records to an ePEP system` {
    static func message(_ data: Value, contract: String = "virtual-school.daily-attendance@1.0.0") -> Message {
        Message(
            deliveryID: "d-1",
            eventID: "e-1",
            source: "https://northshire.example/careline",
            type: "t",
            contract: contract,
            time: "2026-11-20T09:05:00Z",
            sender: "northshire-virtual-school",
            recipient: "eastmoor-virtual-school",
            purpose: "education:wellbeing",
            data: data,
            event: Array(#"{"action":"replace","replaces":"e-0"}"#.utf8)
        )
    }

    @Test func `every example of the contract reads back from the CSV as the same record`() throws {
        let folder = VirtualSchoolFixture.root.appending(path: "contracts/virtual-school/daily-attendance/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("good-") }
        #expect(names.count >= 8)
        let adapter = try VirtualSchoolFixture.adapter(#"{"format": "csv"}"#)
        for name in names {
            let data = try Value(json: [UInt8](Data(contentsOf: folder.appending(path: name))))
            let parcel = try adapter.render(Self.message(data))
            let again = try #require(try VirtualSchoolFixture.items(parcel.body).first?.draft)
            #expect(again.data == data, "\(name)")
            #expect(again.action == .replace(.event("e-0")))
        }
    }

    @Test func `an alert goes as JSON with the facts of its delivery`() throws {
        let data = Value.record([("why", .string("mark-missing"))])
        let message = Self.message(data, contract: "virtual-school.absence-alert@1.0.0")
        let parcel = try VirtualSchoolFixture.adapter(#"{"format": "json"}"#).render(message)
        let body = try Value(json: parcel.body)
        #expect(parcel.contentType == "application/json")
        #expect(parcel.headers == ["idempotency-key": "d-1"])
        #expect(body["record"] == data)
        #expect(body["deliveryId"] == .string("d-1"))
        #expect(body["action"] == .string("replace") && body["replaces"] == .string("e-0"))
        #expect(throws: RenderFailure.self) { try VirtualSchoolFixture.adapter(#"{"format": "csv"}"#).render(message) }
    }

    @Test(arguments: [
        (204, Outcome.delivered(reference: nil)), (409, .delivered(reference: nil)),
        (400, .refused(reason: "status 400")),
        (429, .retry(after: nil, reason: "status 429")),
    ])
    func `the answer says what became of the delivery`(status: Int, outcome: Outcome) throws {
        #expect(try VirtualSchoolFixture.adapter().outcome(of: Reply(status: status)) == outcome)
    }
}
