// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Decision: duties, lowered rules and existence")
struct DecisionDutyTests {
    private static let duty = """
        duty: notify
            match: [{pointer: /child/careAuthority, recipient: la-code}]
            when: [{pointer: /child/lookedAfter, equals: true}]
        """

    private func child(_ members: String) -> String {
        #"{"episodeId":"e1","child":{"name":"Ada Lark",\#(members)}}"#
    }

    @Test func `a duty adds the agency the record leads to and no other`() throws {
        let book = try Fixture.book(
            Fixture.agreement(
                Fixture.clause("named", to: "services"),
                Fixture.clause("duty", to: "virtual, virtual-east", more: Self.duty)
            )
        )
        var sending = Sending(to: ["services"])
        #expect(try sending.judged(by: book).verdicts == ["services": "named"])
        sending.data = child(#""lookedAfter":true,"careAuthority":"991""#)
        let judgement = try sending.judged(by: book)
        #expect(judgement.verdicts == ["services": "named", "virtual-east": "duty"])
        #expect(judgement.disclosures.map(\.via) == [.named, .duty])
        sending.data = child(#""lookedAfter":false,"careAuthority":"991""#)
        #expect(try sending.judged(by: book).verdicts == ["services": "named"])
    }

    @Test
    func `a duty is owed even when no recipient is named, another agreement is relied on or another purpose stated`()
        throws
    {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause("duty", to: "virtual", more: Self.duty)),
            Fixture.agreement(Fixture.clause("named", to: "services", purposes: "stats"), id: "second")
        )
        var sending = Sending(data: child(#""lookedAfter":true,"careAuthority":"990""#))
        #expect(try sending.judged(by: book).verdicts == ["virtual": "duty"])
        sending.to = ["services"]
        sending.agreement = "second"
        sending.purpose = "stats"
        #expect(try sending.judged(by: book).verdicts == ["services": "named", "virtual": "duty"])
    }

    @Test func `a recipient both named and owed appears once, as named`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause("duty", to: "virtual", more: Self.duty)))
        let judgement = try Sending(to: ["virtual"], data: child(#""lookedAfter":true,"careAuthority":"990""#))
            .judged(by: book)
        #expect(judgement.disclosures.map(\.via) == [.named])
        #expect(judgement.isAccepted)
    }

    @Test func `a duty cannot overrule a denial or the end of its agreement`() throws {
        let agreement = Fixture.agreement(Fixture.clause("duty", to: "virtual", more: Self.duty), until: "2026-12-31")
        let denied = try Fixture.book(agreement, Fixture.agreement(Fixture.denial(to: "virtual"), id: "ban"))
        var sending = Sending(data: child(#""lookedAfter":true,"careAuthority":"990""#))
        #expect(try sending.judged(by: denied).verdicts == ["virtual": "disclosure.denied"])
        let book = try Fixture.book(agreement)
        sending.now = Fixture.time("2027-01-01T00:00:00Z")
        sending.time = sending.now
        #expect(try sending.judged(by: book).refusal?.code == .recipientMissing)
    }

    @Test func `a rule that a clause lowers is a warning under it and refuses under the others`() throws {
        let book = try Fixture.book(
            Fixture.agreement(
                Fixture.clause("lowering", to: "services", more: "lower: [upn_check]"),
                Fixture.clause("strict", to: "virtual")
            )
        )
        var sending = Sending(to: ["services", "virtual"])
        sending.data = child(#""upn":"B123456789012""#)
        let judgement = try sending.judged(by: book)
        #expect(judgement.verdicts == ["services": "lowering", "virtual": "contract.violation"])
        #expect(judgement.warnings.map(\.rule) == ["upn_check"])
        sending.to = ["virtual"]
        #expect(try sending.judged(by: book).refusal?.code == .contractViolation)
        sending.to = ["services"]
        sending.data = #"{"child":{"name":"Ada Lark","upn":"B123456789012"}}"#
        #expect(try sending.judged(by: book).refusal?.code == .contractViolation)
    }

    @Test func `existence tells whose record, who holds it and whom to ask`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services", disclose: nil)))
        let data =
            #"{"episodeId":"e1","child":{"name":"Ada Lark","upn":"H801200001001"},"suspect":{"pnc":"26/1A"},"note":"n"}"#
        let judgement = try Sending(to: ["services"], data: data).judged(by: book)
        let clause = try #require(judgement.clause(for: "services"))
        let holder = try #require(book.directory.agencies[AgencyID("police")])
        let body = clause.body(of: try JSONDocument(Array(data.utf8)).root, holder: holder)
        #expect(
            String(decoding: body, as: UTF8.self)
                == #"{"label":"record-held","children":[{"identifiers":[{"scheme":"upn","value":"H801200001001"}]}],"holder":{"agency":"police","name":"Police"},"contact":"mailto:desk@police.example"}"#
        )
        #expect(clause.type == "test.record-held.v1")
        #expect(clause.dataschema.hasPrefix("https://test.example/contracts/gateway.record-held/1.0.0/"))
        #expect(clause.outgoing.contract.validate(try JSONDocument(body).root).isAccepted)
    }

    @Test func `existence needs an identifier of a child`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services", disclose: nil)))
        let data = #"{"episodeId":"e1","child":{"name":"Ada Lark"},"suspect":{"pnc":"26/1A"}}"#
        #expect(
            try Sending(to: ["services"], data: data).judged(by: book).verdicts == [
                "services": "disclosure.no-identifier"
            ]
        )
    }

    @Test func `existence can only be told to who reads the word of it`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "virtual", disclose: nil)))
        let data = child(#""upn":"H801200001001""#)
        #expect(
            try Sending(to: ["virtual"], data: data).judged(by: book).verdicts == ["virtual": "recipient.cannot-read"]
        )
    }
}
