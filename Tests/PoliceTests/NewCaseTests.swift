// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Police
import Testing

struct NewCaseTests {
    @Test func `each defendant is one item and a bad one does not lose the others`() throws {
        let items = try Documents.items(Documents.sample("new-case.xml"))
        try #require(items.count == 5)
        #expect(Documents.tally(items) == "drafts 2, passed 2, replies 0, faults 1 [\"police.spi.birth-date\"]")
        guard case .fault(let fault) = items[1], case .passed(let adult, let reason) = items[2] else {
            Issue.record("the second defendant has no birth date and the third is an adult")
            return
        }
        #expect(fault.position == Position("defendant", 2))
        #expect(fault.mend.contains("yyyy-MM-dd"))
        #expect(adult == Position("defendant", 3))
        #expect(reason.contains("18"))
        #expect(items[3] == .passed(Position("defendant", 4), reason: "the defendant is an organisation"))
    }

    @Test func `a child's notice carries case, child, guardian, offences and hearing`() throws {
        guard case .draft(let draft) = try Documents.items(Documents.sample("new-case.xml"))[0] else {
            Issue.record("the first defendant is a child")
            return
        }
        #expect(draft.position == Position("defendant", 1))
        #expect(draft.contract == "police.child-charge-notification@1")
        #expect(draft.time == "2026-11-20T14:30:00.000Z")
        #expect(draft.routes == [.directory(kind: "youth-justice", scheme: "force-code", value: "99")])
        #expect(draft.data == (try Value(json: Documents.sample("new-case.defendant-1.json"))))
    }

    @Test func `a case escaped twice inside SOAP reads like the bare one`() throws {
        let soap = try Documents.items(Documents.sample("new-case-soap.xml"))
        guard case .draft(let wrapped) = soap.first,
            case .draft(let bare) = try Documents.items(Documents.sample("new-case.xml")).first
        else {
            Issue.record("both begin with a child")
            return
        }
        #expect(soap.count == 1)
        #expect(wrapped.data["child"] == bare.data["child"])
        #expect(wrapped.data["caseReference"] == .string("99HT1234626"))
    }

    @Test(arguments: [1, 7, 4_096])
    func `items do not depend on where chunks are cut`(piece: Int) throws {
        for name in ["new-case.xml", "new-case-soap.xml", "answer-refused.xml"] {
            let bytes = try Documents.sample(name)
            #expect(try Documents.items(bytes, piece: piece) == Documents.items(bytes, piece: bytes.count))
        }
    }

    @Test func `a document cut short is a fault wherever the cut falls`() throws {
        for name in ["new-case.xml", "new-case-soap.xml"] {
            let bytes = try Documents.sample(name)
            let end = bytes.count - 20
            for cut in stride(from: 0, to: end, by: 97) {
                let items = try Documents.items(Array(bytes[..<cut]))
                #expect(items.count == 1)
                guard case .fault(let fault) = items.first else {
                    Issue.record("cut at \(cut) was not noticed")
                    return
                }
                #expect(fault.position == Position("document", 1))
            }
        }
    }

    @Test func `a case reference without force code needs the feed's own`() throws {
        let document = Self.replacing("99HT1234526", with: "URN_NUMBER", in: try Documents.sample("new-case.xml"))
        guard case .fault(let fault) = try Documents.items(document, settings: .object([])).first,
            case .draft(let draft) = try Documents.items(document).first
        else {
            Issue.record("a fault without the setting, a draft with it")
            return
        }
        #expect(fault.rule == "police.spi.force")
        #expect(draft.routes == [.directory(kind: "youth-justice", scheme: "force-code", value: "99")])
    }

    static func replacing(_ old: String, with new: String, in bytes: [UInt8]) -> [UInt8] {
        Array(
            String(decoding: bytes, as: UTF8.self).split(separator: old, omittingEmptySubsequences: false).joined(
                separator: new
            ).utf8
        )
    }
}
