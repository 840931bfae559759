// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Foundation
import Testing

@Suite struct `Giving records to a school's system` {
    static func message(
        _ data: Value,
        contract: String = "schools.suspension-notification@1.0.0",
        action: String = "new",
        replaces: String? = nil
    ) -> Message {
        Message(
            deliveryID: "d-1",
            eventID: "e-1",
            source: "https://northshire.example/schools",
            type: "t",
            contract: contract,
            time: "2026-11-17T00:00:00Z",
            sender: "harbour-academy",
            recipient: "kingsmead-school",
            purpose: "education:wellbeing",
            data: data,
            event: Value.record([("action", .string(action)), ("replaces", replaces.map(Value.string))]).json
        )
    }

    @Test func `what a CSV destination is given reads back as the same records`() throws {
        let adapter = try SchoolsFixture.adapter(#"{"format": "csv", "localAuthority": "990"}"#)
        let drafts = try SchoolsFixture.items(SchoolsFixture.sample()).compactMap(\.draft)
        #expect(drafts.count == 9)
        for draft in drafts {
            let replaces = draft.action.earlier.map { _ in "e-0" }
            let parcel = try adapter.render(Self.message(draft.data, action: draft.action.word, replaces: replaces))
            #expect(parcel.contentType == "text/csv; charset=utf-8; header=present")
            #expect(parcel.headers == ["idempotency-key": "d-1"])
            let again = try #require(try SchoolsFixture.items(parcel.body).first?.draft)
            for part in ["school", "pupil", "suspension", "circumstances"] {
                #expect(again.data[part] == draft.data[part])
            }
            #expect(again.routes == draft.routes)
            #expect(again.action.word == draft.action.word)
            #expect(again.action.earlier == replaces.map(Earlier.event))
        }
    }

    @Test func `every complete example of the contract survives the CSV`() throws {
        let folder = SchoolsFixture.root.appending(path: "contracts/schools/suspension-notification/examples")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("good-") }
        #expect(names.count >= 5)
        let adapter = try SchoolsFixture.adapter(#"{"format": "csv", "localAuthority": "990"}"#)
        for name in names {
            let data = try Value(json: [UInt8](Data(contentsOf: folder.appending(path: name))))
            let again = try #require(try SchoolsFixture.items(adapter.render(Self.message(data)).body).first?.draft)
            for part in ["school", "pupil", "suspension", "circumstances"] {
                #expect(again.data[part] == data[part], "\(name) \(part)")
            }
        }
    }

    @Test func `a JSON destination is given the record with the facts of its delivery`() throws {
        let data = Value.record([("episodeId", .string("ME-1"))])
        let parcel = try SchoolsFixture.adapter(#"{"format": "json"}"#)
            .render(Self.message(data, contract: "police.missing-episode@1.2.0", action: "replace", replaces: "e-0"))
        #expect(parcel.contentType == "application/json")
        #expect(
            String(decoding: parcel.body, as: UTF8.self) == """
                {"deliveryId":"d-1","eventId":"e-1","contract":"police.missing-episode@1.2.0","action":"replace","replaces":"e-0",\
                "time":"2026-11-17T00:00:00Z","sender":"harbour-academy","recipient":"kingsmead-school",\
                "purpose":"education:wellbeing","record":{"episodeId":"ME-1"}}
                """
        )
    }

    @Test(arguments: [
        "police.missing-episode@1.2.0", "schools.suspension-notification@2.0.0",
        "schools.suspension-notification@10.0.0",
    ])
    func `a CSV destination cannot be given another contract`(contract: String) throws {
        let adapter = try SchoolsFixture.adapter(#"{"format": "csv"}"#)
        #expect(throws: RenderFailure.self) { try adapter.render(Self.message(.object([]), contract: contract)) }
    }

    @Test(arguments: [
        (201, Outcome.delivered(reference: "/records/7")), (409, .delivered(reference: "/records/7")),
        (422, .refused(reason: "status 422")), (503, .retry(after: .seconds(30), reason: "status 503")),
    ])
    func `the answer says what became of the delivery`(status: Int, outcome: Outcome) throws {
        let reply = Reply(status: status, headers: ["location": "/records/7", "retry-after": "30"])
        #expect(try SchoolsFixture.adapter().outcome(of: reply) == outcome)
    }
}
