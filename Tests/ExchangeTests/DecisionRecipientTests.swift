// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

@testable import Exchange

@Suite("Decision: one recipient")
struct DecisionRecipientTests {
    @Test func `an unknown agency and one without a clause read alike`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
        let judgement = try Sending(to: ["nobody-at-all", "stopped", "unreading", "virtual"]).judged(by: book)
        let refusals = judgement.disclosures.compactMap { disclosure in
            if case .refused(let refusal) = disclosure.verdict { refusal } else { nil }
        }
        #expect(refusals.count == 4)
        #expect(Set(refusals) == [Refusal(.disclosureNotPermitted)])
    }

    @Test func `whom the record is about is kept for those to whom something is disclosed, and for nobody else`() throws
    {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
        let permitted = try Sending(to: ["services", "nobody-at-all"]).judged(by: book)
        #expect(permitted.subjects.map(\.role) == [.child])
        let refused = try Sending(to: ["nobody-at-all"]).judged(by: book)
        #expect(refused.refusal == nil && !refused.isAccepted)
        #expect(refused.subjects.isEmpty)
        var broken = Sending(to: ["services"])
        broken.data = #"{"episodeId":"e1","child":{}}"#
        #expect(try broken.judged(by: book).subjects.isEmpty)
    }

    @Test func `a suspended recipient and one that cannot read are refused under a clause`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "stopped, unreading")))
        let judgement = try Sending(to: ["stopped", "unreading"]).judged(by: book)
        #expect(judgement.verdicts == ["stopped": "recipient.suspended", "unreading": "recipient.cannot-read"])
    }

    @Test func `members of a group are reached on the days of their membership`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "'group:schools'")))
        var sending = Sending(to: ["school-a", "school-left"])
        #expect(
            try sending.judged(by: book).verdicts == ["school-a": "only", "school-left": "disclosure.not-permitted"]
        )
        sending.now = Fixture.time("2026-10-31T23:59:59Z")
        sending.time = sending.now
        #expect(try sending.judged(by: book).verdicts["school-left"] == "only")
    }

    @Test func `a clause with a match permits only the agency the record names`() throws {
        let clause = Fixture.clause(
            to: "'group:schools'",
            more: "match: [{pointer: /child/schools/*/urn, recipient: urn}]"
        )
        let book = try Fixture.book(Fixture.agreement(clause))
        var sending = Sending(to: ["school-a", "school-b"])
        #expect(
            try sending.judged(by: book).verdicts == [
                "school-a": "recipient.unrelated", "school-b": "recipient.unrelated",
            ]
        )
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","schools":[{"urn":"900000"},{"urn":"100002"}]}}"#
        #expect(
            try sending.judged(by: book).verdicts == ["school-a": "recipient.unrelated", "school-b": "only"]
        )
    }

    @Test func `any of an agency's identifiers will do and none of a scheme it lacks`() throws {
        let match = "match: [{pointer: /child/careAuthority, recipient: la-code}]"
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "virtual, virtual-east, school-a", more: match))
        )
        var sending = Sending(to: ["virtual", "virtual-east", "school-a"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","careAuthority":"992"}}"#
        #expect(
            try sending.judged(by: book).verdicts == [
                "virtual": "only", "virtual-east": "recipient.unrelated", "school-a": "recipient.unrelated",
            ]
        )
    }

    @Test func `a clause with a match of the sender permits only records that name it`() throws {
        let match = "match: [{pointer: /child/careAuthority, sender: force-code}]"
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "virtual", more: match)))
        var sending = Sending(to: ["virtual"])
        #expect(try sending.judged(by: book).verdicts == ["virtual": "disclosure.condition-unmet"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","careAuthority":"98"}}"#
        #expect(try sending.judged(by: book).verdicts == ["virtual": "disclosure.condition-unmet"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","careAuthority":"99"}}"#
        #expect(try sending.judged(by: book).verdicts == ["virtual": "only"])
    }

    @Test func `a condition on the record must hold`() throws {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "virtual", more: "when: {pointer: /child/lookedAfter, equals: true}"))
        )
        var sending = Sending(to: ["virtual"])
        #expect(try sending.judged(by: book).verdicts == ["virtual": "disclosure.condition-unmet"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","lookedAfter":false}}"#
        #expect(try sending.judged(by: book).verdicts == ["virtual": "disclosure.condition-unmet"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","lookedAfter":true}}"#
        #expect(try sending.judged(by: book).verdicts == ["virtual": "only"])
    }

    @Test func `the purpose comes from the one clause that fits and is never guessed`() throws {
        let book = try Fixture.book(
            Fixture.agreement(
                Fixture.clause("one", to: "services", purposes: "safeguarding:missing"),
                Fixture.clause("two", to: "services", purposes: "care:welfare"),
                Fixture.clause("three", to: "virtual", purposes: "care:welfare, education:wellbeing"),
                Fixture.clause("four", to: "school-a", purposes: "care:welfare"),
                Fixture.clause("five", to: "school-a", purposes: "care:welfare")
            )
        )
        var sending = Sending(to: ["services", "virtual"])
        #expect(
            try sending.judged(by: book).verdicts == ["services": "purpose.ambiguous", "virtual": "purpose.ambiguous"]
        )
        sending.purpose = "care:welfare"
        sending.to = ["services", "virtual", "school-a"]
        #expect(
            try sending.judged(by: book).verdicts == [
                "services": "two", "virtual": "three", "school-a": "purpose.ambiguous",
            ]
        )
        sending.purpose = "stats"
        #expect(Set(try sending.judged(by: book).verdicts.values) == ["purpose.not-permitted"])
    }

    @Test func `the permitted purpose is the one stated or the clause's own`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services", purposes: "care:welfare")))
        for purpose in [nil, "care:welfare"] {
            let verdict = try Sending(to: ["services"], purpose: purpose).judged(by: book).disclosures.first?.verdict
            guard case .permitted(_, let found) = verdict else {
                Issue.record("not permitted")
                continue
            }
            #expect(found == "care:welfare")
        }
    }

    @Test func `the agreement named is the only one relied on`() throws {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause("one", to: "services"), id: "first"),
            Fixture.agreement(Fixture.clause("two", to: "services"), id: "second")
        )
        var sending = Sending(to: ["services"])
        #expect(try sending.judged(by: book).verdicts == ["services": "purpose.ambiguous"])
        for (agreement, verdict) in [
            ("first", "one"), ("second", "two"), ("second@1", "two"), ("second@2", "disclosure.not-permitted"),
            ("third", "disclosure.not-permitted"),
        ] {
            sending.agreement = agreement
            #expect(try sending.judged(by: book).verdicts == ["services": verdict])
        }
    }

    @Test func `an agreement permits from its first day to its last by London's clocks`() throws {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "services"), from: "2026-09-02", until: "2026-12-31")
        )
        for (moment, verdict) in [
            ("2026-09-01T22:59:59Z", "agreement.not-in-force"), ("2026-09-01T23:00:00Z", "only"),
            ("2026-12-31T23:59:59Z", "only"), ("2027-01-01T00:00:00Z", "agreement.not-in-force"),
        ] {
            let now = Fixture.time(moment)
            #expect(
                try Sending(time: now, now: now, to: ["services"]).judged(by: book).verdicts == ["services": verdict]
            )
        }
    }

    @Test func `a clause that denies wins over every agreement`() throws {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "services, virtual")),
            Fixture.agreement(Fixture.denial(to: "services"), id: "ban")
        )
        for agreement in [nil, "pact"] {
            let judgement = try Sending(to: ["services", "virtual"], agreement: agreement).judged(by: book)
            #expect(judgement.verdicts == ["services": "disclosure.denied", "virtual": "only"])
        }
    }

    @Test func `a clause that denies can be of one purpose or one kind of record`() throws {
        let book = try Fixture.book(
            Fixture.agreement(
                Fixture.clause(to: "services", purposes: "care:welfare, stats"),
                Fixture.denial("no-stats", to: "services", more: "purposes: [stats]"),
                Fixture.denial(
                    "not-cared-for",
                    to: "services",
                    more: "when: [{pointer: /child/lookedAfter, equals: true}]"
                )
            )
        )
        var sending = Sending(to: ["services"], purpose: "stats")
        #expect(try sending.judged(by: book).verdicts == ["services": "disclosure.denied"])
        sending.purpose = "care:welfare"
        #expect(try sending.judged(by: book).verdicts == ["services": "only"])
        sending.data = #"{"episodeId":"e1","child":{"name":"Ada","lookedAfter":true}}"#
        #expect(try sending.judged(by: book).verdicts == ["services": "disclosure.denied"])
    }

    @Test func `without a clause that permits nothing is ever permitted`() throws {
        var generator = SplitMix(seed: 2026)
        let agencies = [
            "police", "services", "virtual", "virtual-east", "school-a", "school-b", "unreading", "stopped",
        ]
        let other = Fixture.clause(to: "services", from: "virtual")
        let books = [
            try Fixture.book(), try Fixture.book(Fixture.agreement(other)),
            try Fixture.book(Fixture.agreement(Fixture.denial(to: "services, virtual"))),
            try Fixture.book(Fixture.agreement(Fixture.clause(to: "services"), more: "status: draft")),
        ]
        for _ in 0..<400 {
            let book = books[Int.random(in: 0..<books.count, using: &generator)]
            let to = agencies.shuffled(using: &generator).prefix(Int.random(in: 1...8, using: &generator))
            let purpose = ["safeguarding:missing", "stats", nil].randomElement(using: &generator) ?? nil
            let agreement = ["pact", "pact@1", nil].randomElement(using: &generator) ?? nil
            let days = Int.random(in: -30...300, using: &generator)
            let now = Fixture.morning + .seconds(days * 86_400)
            let judgement = try Sending(
                time: now,
                now: now,
                to: Array(to),
                agreement: agreement,
                purpose: purpose
            ).judged(by: book)
            #expect(!judgement.isAccepted)
            #expect(judgement.disclosures.count == to.count)
        }
    }
}

/// A small generator that always gives the same numbers.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
