// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

struct HL7FramingTests {
    private let referral: [UInt8]

    init() throws {
        referral = try Documents.sample("referral-uk.hl7")
    }

    private func data(_ bytes: [UInt8]) throws -> [Value] {
        try Documents.items(bytes).compactMap { if case .draft(let draft) = $0 { draft.data } else { nil } }
    }

    @Test(arguments: ["\n", "\r\n", "\r\r"])
    func `segments may end with carriage return, line feed or both`(end: String) throws {
        #expect(try data(Documents.replacing("\r", with: end, in: referral)) == data(referral))
    }

    @Test func `byte order mark, missing last end and MLLP frames change nothing`() throws {
        let expected = try data(referral)
        #expect(try data([0xEF, 0xBB, 0xBF] + referral) == expected)
        #expect(try data(Array(referral.dropLast())) == expected)
        #expect(try data([0x0B] + referral + [0x1C, 0x0D]) == expected)
    }

    @Test func `a frame or batch that is not closed was cut short`() throws {
        let framed = try Documents.items([0x0B] + referral)
        #expect(Documents.rules(framed) == ["health.hl7v2.cut-short"])
        #expect(Documents.tally(framed).hasPrefix("drafts 0"))
        let two = try Documents.items([0x0B] + referral + [0x0B] + referral + [0x1C, 0x0D])
        #expect(Documents.tally(two) == "drafts 1, passed 0, replies 0, faults [\"health.hl7v2.cut-short\"]")
        let batch = try Documents.items(Array("BHS|^~\\&|\r".utf8) + referral)
        #expect(Documents.tally(batch) == "drafts 1, passed 0, replies 0, faults [\"health.hl7v2.batch\"]")
        let trailer = try Documents.items(referral + Array("BTS|1\r".utf8))
        #expect(Documents.tally(trailer) == "drafts 1, passed 0, replies 0, faults [\"health.hl7v2.batch\"]")
    }

    @Test func `other separators are read as the message declares them`() throws {
        let text = String(decoding: referral, as: UTF8.self)
        let swapped = text.map { character -> Character in
            switch character {
            case "|": "!"
            case "^": "*"
            case "~": "%"
            case "&": "@"
            default: character
            }
        }
        let result = try data(Array(String(swapped).utf8))
        #expect(result.first?["referralId"] == .string("EHR-2026-0001"))
        #expect(result.first?.at("child", "nhsNumber") == .string("9990001006"))
        #expect(result.first?["narrative"]?.text?.contains("!routines!") == true)
    }

    @Test func `escape sequences are undone`() throws {
        let notes = "a\\F\\b\\S\\c\\T\\d\\R\\e\\E\\f\\X41C3A9\\g\\H\\h\\N\\i\\.br\\j\\Zq\\k\\"
        let bytes = Documents.replacing("Mother prefers letters", with: notes, in: referral)
        let narrative = try #require(try data(bytes).first?["narrative"]?.text)
        #expect(narrative.contains("a|b^c&d~e\\fAégh" + "i\nj\\Zq\\k\\"))
    }

    @Test(
        arguments: [
            ("UNICODE UTF-8", "UNICODE", "health.hl7v2.charset"), ("UNICODE UTF-8", "8859/15", "health.hl7v2.charset"),
            ("MSH|^~\\&|", "MSH|^^\\&|", "health.hl7v2.separators"),
            ("MSH|^~\\&|", "MSH|A~\\&|", "health.hl7v2.separators"),
            ("REF^I12^REF_I12", "", "health.hl7v2.type"),
        ]
    )
    func `a header that cannot be read is a fault`(old: String, new: String, rule: String) throws {
        #expect(Documents.rules(try Documents.items(Documents.replacing(old, with: new, in: referral))) == [rule])
    }

    @Test func `bytes that are not text of the named set are a fault`() throws {
        var bytes = referral
        bytes.append(contentsOf: [0x4E, 0x54, 0x45, 0x7C, 0xFF, 0x0D])
        #expect(Documents.rules(try Documents.items(bytes)) == ["health.hl7v2.encoding"])
    }

    @Test func `a message past the bound is one fault and the next is read`() throws {
        let filler = Array("NTE|1||".utf8) + Array(repeating: UInt8(ascii: "x"), count: 3_000) + [0x0D]
        let items = try Documents.items(
            referral + filler + filler + referral,
            settings: [("max-message-bytes", .integer(2_000))]
        )
        #expect(Documents.tally(items) == "drafts 1, passed 0, replies 0, faults [\"health.hl7v2.size\"]")
        guard case .fault(let fault) = items.first, case .draft(let draft) = items.last else {
            Issue.record("first the fault, then the draft")
            return
        }
        #expect(fault.position == Position("message", 1))
        #expect(draft.position == Position("message", 2))
    }

    @Test func `segments outside a message are one fault a run`() throws {
        let items = try Documents.items(Array("PID|1\rNK1|1\r".utf8) + referral)
        #expect(Documents.tally(items) == "drafts 1, passed 0, replies 0, faults [\"health.hl7v2.stray\"]")
    }
}
