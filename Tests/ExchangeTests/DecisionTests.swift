// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Decision: the whole message")
struct DecisionTests {
    private let book: Book

    init() throws {
        book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
    }

    @Test func `a message that everything speaks for is permitted under its clause`() throws {
        let judgement = try Sending(to: ["services"]).judged(by: book)
        #expect(judgement.isAccepted)
        #expect(judgement.refusal == nil)
        #expect(judgement.verdicts == ["services": "only"])
        #expect(judgement.contract?.id.description == "test.episode@1.0.0")
        #expect(judgement.senderKey == book.agencyKey(AgencyID("police")))
        #expect(judgement.sourceKey == book.sourceKey("urn:test:police"))
        #expect(judgement.disclosures.first?.recipientKey == book.agencyKey(AgencyID("services")))
        #expect(judgement.disclosures.first?.via == .named)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let code: RefusalCode
        let change: @Sendable (inout Sending) -> Void

        init(_ description: String, _ code: RefusalCode, _ change: @escaping @Sendable (inout Sending) -> Void) {
            testDescription = description
            self.code = code
            self.change = change
        }
    }

    static let refusals = [
        Case("a source nobody registered", .sourceNotYours) { $0.source = "urn:test:nobody" },
        Case("a source of another agency", .sourceNotYours) { $0.source = "urn:test:school-a" },
        Case("a client the source is not registered to", .sourceNotYours) { $0.client = "other" },
        Case("a suspended sender", .agencySuspended) { ($0.agency, $0.source) = ("stopped", "urn:test:stopped") },
        Case("an authorisation that has ended", .clientNotAuthorised) {
            ($0.agency, $0.source) = ("school-a", "urn:test:school-a")
        },
        Case("an authorisation for another contract", .clientNotAuthorised) {
            ($0.agency, $0.source) = ("school-b", "urn:test:school-b")
        },
        Case("an authorisation that has not begun", .clientNotAuthorised) {
            $0.now = Fixture.time("2026-08-31T22:59:59Z")
        },
        Case("an unknown contract", .contractUnknown) { $0.dataschema += "x" },
        Case("another patch of the contract", .contractUnknown) {
            $0.dataschema = "https://test.example/contracts/test.episode/1.0.1/schema.json"
        },
        Case("the type of another contract", .contractTypeMismatch) { $0.type = "test.record-held.v1" },
        Case("an event older than the gateway remembers", .eventTooOld) {
            $0.time = $0.now + .seconds(-400 * 86_400 - 1)
        },
        Case("an event from the future", .eventInFuture) { $0.time = $0.now + .seconds(301) },
        Case("no recipient", .recipientMissing) { $0.to = [] },
        Case("data that breaks the contract", .contractViolation) { $0.data = #"{"episodeId":"e1"}"# },
        Case("data with an unlisted member", .contractViolation) {
            $0.data = #"{"episodeId":"e1","child":{"name":"Ada Lark"},"more":1}"#
        },
    ]

    @Test(arguments: refusals)
    func `the whole message is refused for`(_ one: Case) throws {
        var sending = Sending(to: ["services"])
        one.change(&sending)
        let judgement = try sending.judged(by: book)
        #expect(judgement.refusal?.code == one.code)
        #expect(!judgement.isAccepted)
        #expect(judgement.disclosures.isEmpty)
    }

    @Test func `times at the very edges are taken`() throws {
        var sending = Sending(to: ["services"])
        sending.time = sending.now + .seconds(300)
        #expect(try sending.judged(by: book).isAccepted)
        sending.time = sending.now + .seconds(-400 * 86_400)
        #expect(try sending.judged(by: book).isAccepted)
    }

    @Test func `a source that is not yours is refused before the contract is looked at`() throws {
        let judgement = try Sending(source: "urn:test:nobody", dataschema: "https://unknown.example").judged(by: book)
        #expect(judgement.refusal?.code == .sourceNotYours)
        // Whose share of the queue the refusal uses up.
        #expect(judgement.senderKey == book.agencyKey(AgencyID("police")))
        #expect(judgement.sourceKey == nil)
    }

    @Test func `a client without any authorisation cannot tell a known contract from an unknown one`() throws {
        var sending = Sending(agency: "school-a", source: "urn:test:school-a", to: ["services"])
        let known = try sending.judged(by: book).refusal
        sending.dataschema = "https://unknown.example/schema.json"
        #expect(try sending.judged(by: book).refusal == known)
    }

    @Test func `a violation names pointer, rule and mend but no value`() throws {
        var sending = Sending(to: ["services"])
        sending.data = #"{"episodeId":"SECRETSECRETSECRETSECRETSECRETSECRETSECRETSECRET","child":{"name":"Ada Lark"}}"#
        let refusal = try #require(try sending.judged(by: book).refusal)
        let violation = try #require(refusal.violations.first)
        #expect(violation.pointer == "/episodeId")
        #expect(!violation.mend.isEmpty)
        #expect(!"\(refusal)".contains("SECRET"))
    }

    @Test func `a refusal of the whole still says whose event it was`() throws {
        var sending = Sending(to: ["services"])
        sending.data = "{}"
        let judgement = try sending.judged(by: book)
        #expect(judgement.senderKey != nil)
        #expect(judgement.sourceKey != nil)
        #expect(judgement.contract?.id.name == "test.episode")
    }

    @Test func `one permitted recipient is enough and each is answered for once`() throws {
        let judgement = try Sending(to: ["services", "virtual", "services", "nobody"]).judged(by: book)
        #expect(judgement.isAccepted)
        #expect(judgement.disclosures.map(\.recipient.rawValue) == ["services", "virtual", "nobody"])
        #expect(
            judgement.verdicts == [
                "services": "only", "virtual": "disclosure.not-permitted", "nobody": "disclosure.not-permitted",
            ]
        )
    }

    @Test func `no permitted recipient means nothing is accepted`() throws {
        let judgement = try Sending(to: ["virtual"]).judged(by: book)
        #expect(judgement.refusal == nil)
        #expect(!judgement.isAccepted)
    }
}
