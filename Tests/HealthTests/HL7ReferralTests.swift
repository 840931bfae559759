// SPDX-License-Identifier: Apache-2.0

import AdapterKit
import Health
import Testing

struct HL7ReferralTests {
    @Test func `a UK referral becomes one draft with everything it says`() throws {
        let draft = try Documents.draft(Documents.sample("referral-uk.hl7"))
        #expect(draft.position == Position("message", 1))
        #expect(draft.contract == "health.early-help-referral@1")
        #expect(draft.time == "2026-11-20T14:30:00Z")
        #expect(draft.routes == [.directory(kind: "early-help", scheme: "dos-service-id", value: "111111111")])
        #expect(draft.data == (try Value(json: Documents.sample("referral-uk.expected.json"))))
    }

    @Test func `a batch yields each message's item, the bad ones without losing the others`() throws {
        let items = try Documents.items(Documents.sample("referrals-batch.hl7"))
        let rules = ["health.hl7v2.event", "health.hl7v2.charset"]
        #expect(Documents.tally(items) == "drafts 4, passed 1, replies 0, faults \(rules)")
        guard items.count == 7, case .draft(let latin) = items[1], case .draft(let unnumbered) = items[2],
            case .draft(let restricted) = items[3], case .fault(let cancelled) = items[4]
        else {
            Issue.record("seven items in the order of the messages")
            return
        }
        #expect(latin.position == Position("message", 2))
        #expect(latin.data["narrative"]?.text?.hasSuffix("école for school.") == true)
        #expect(latin.data["urgency"] == .string("urgent"))
        #expect(unnumbered.data.at("child", "nhsNumber") == nil)
        #expect(unnumbered.data.at("child", "name", "family") == .string("Marsh"))
        #expect(restricted.data.at("child", "addressRestricted") == .bool(true))
        #expect(cancelled.position == Position("message", 5))
    }

    @Test(
        arguments: [
            ("9990001006^^^NHS^NH", true), ("9990001006^^^NHS", true), ("9990001006^^^^NH", true),
            ("9990001006", false), ("9990001006^^^NHS^PI", false), ("9990001006^^^RZZ99^MR", false),
            ("9990001006^^^^^USSSA", false),
        ]
    )
    func `only an identifier that says so is an NHS number`(identifier: String, taken: Bool) throws {
        let bytes = Documents.replacing(
            "999 000 1006^^^NHS^NH",
            with: identifier,
            in: try Documents.sample("referral-uk.hl7")
        )
        let number = try Documents.draft(bytes).data.at("child", "nhsNumber")
        #expect(number == (taken ? .string("9990001006") : nil))
    }

    @Test func `dates that are none are carried for the contract to refuse`() throws {
        let bytes = Documents.replacing("20190617", with: "201906", in: try Documents.sample("referral-uk.hl7"))
        #expect(try Documents.draft(bytes).data.at("child", "dateOfBirth") == .string("201906"))
    }

    @Test(arguments: ["RF1", "PID", "PRD"])
    func `a referral without a needed segment is a fault that names it`(segment: String) throws {
        let bytes = Documents.replacing("\(segment)|", with: "ZZZ|", in: try Documents.sample("referral-uk.hl7"))
        guard case .fault(let fault) = try Documents.items(bytes).first else {
            Issue.record("a fault was expected")
            return
        }
        #expect(fault.rule == "health.hl7v2.segment")
        #expect(fault.mend.contains(segment))
    }

    @Test func `a referral that names no service needs the feed's own`() throws {
        let bytes = Documents.replacing(
            "111111111^DOS",
            with: "111111111^SL",
            in: try Documents.sample("referral-uk.hl7")
        )
        #expect(Documents.rules(try Documents.items(bytes, settings: [])) == ["health.hl7v2.recipient"])
        #expect(try Documents.draft(bytes).data.at("requestedService", "dosServiceId") == .string("111111111"))
    }

    @Test(
        arguments: [
            ("20261120143000", "2026-11-20T14:30:00Z"), ("20260720143000", "2026-07-20T14:30:00+01:00"),
            ("20260329005959", "2026-03-29T00:59:59Z"), ("20260329020000", "2026-03-29T02:00:00+01:00"),
            ("20261025015959", "2026-10-25T01:59:59+01:00"), ("20261025020000", "2026-10-25T02:00:00Z"),
            ("202611201430", "2026-11-20T14:30:00Z"), ("20261120143000.1234+0530", "2026-11-20T14:30:00+05:30"),
            ("20261120", "2026-11-20T15:00:00Z"), ("20261120250000", "2026-11-20T15:00:00Z"),
            ("20260230120000", "2026-11-20T15:00:00Z"),
        ]
    )
    func `message times are London's unless they say otherwise, and what is no time is the time of receipt`(
        sent: String,
        time: String
    ) throws {
        let bytes = Documents.replacing("20261120143000", with: sent, in: try Documents.sample("referral-uk.hl7"))
        #expect(try Documents.draft(bytes).time == time)
    }
}
