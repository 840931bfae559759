// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Agreement")
struct AgreementTests {
    private func agreement(_ text: String) throws -> Agreement {
        try #require(try Fixture.book(text).agreements.first)
    }

    @Test func `every key of an agreement is read`() throws {
        let text = """
            apiVersion: concordat/v1
            kind: SharingAgreement
            id: full
            version: 3
            title: All of it
            operator: council
            status: active
            parties:
              - {agency: police, role: joint, dpo: 'mailto:dpo@police.example', breach: b, accessRequests: c}
              - {agency: services}
              - {group: schools, role: controller}
            valid: {from: '2026-09-01', until: '2027-08-31', review: '2027-06-01'}
            dpia: https://test.example/dpia
            clauses:
              - id: whole
                effect: permit
                contracts: [test.episode@1.0]
                from: [police]
                to: [services, 'group:schools']
                match: [{pointer: /child/schools/*/urn, recipient: urn}]
                when: {pointer: /child/lookedAfter, equals: true}
                purposes: [safeguarding:missing]
            \(Fixture.bases)
                disclose: [/episodeId, /child/schools/*/urn]
                mode: content
                onward: ask
                recipientRetention: P1Y
                duty: notify
                lower: [upn_check]
                mayReceiveRestricted: true
            """
        let agreement = try agreement(text)
        #expect(agreement.ref == AgreementRef(id: "full", version: 3))
        #expect(agreement.operatorName == "council")
        #expect(agreement.validity == Validity(from: Fixture.day("2026-09-01"), until: Fixture.day("2027-08-31")))
        #expect(agreement.review == Fixture.day("2027-06-01"))
        #expect(agreement.parties.map(\.endpoint.description) == ["police", "services", "group:schools"])
        #expect(agreement.parties.first?.role == .joint)
        let clause = try #require(agreement.clauses.first)
        #expect(clause.to == [.agency(AgencyID("services")), .group("schools")])
        #expect(clause.match.map(\.scheme) == ["urn"])
        #expect(clause.when.map(\.equals) == [.bool(true)])
        #expect(clause.discloser?.regime == .dpa18Part3)
        #expect(clause.recipient?.basis == ["ukgdpr:6-1-e"])
        #expect(clause.onward == .ask)
        #expect(clause.recipientRetention == "P1Y")
        #expect(clause.duty == .notify)
        #expect(clause.lowered == ["upn_check"])
        #expect(clause.mayReceiveRestricted)
    }

    private static let good = Fixture.agreement(Fixture.clause(to: "services"))

    static let faults = [
        ("title: A pact", "title: A pact\ncolour: blue", "/colour"),
        ("title: A pact", "title: A pact\nstatus: sleeping", "/status"),
        ("title: A pact", "title: A pact\nrevoked: soon", "/revoked"),
        ("version: 1", "version: '1'", "/version"),
        ("version: 1", "version: 0", "/version"),
        (", until: '2027-08-31'}", "}", "/valid/until"),
        ("until: '2027-08-31'}", "until: '2026-08-31'}", "/valid/until"),
        ("{agency: virtual}", "{agency: virtual, group: schools}", "/parties/2"),
        ("{agency: virtual}", "{agency: police}", "/parties/2/agency"),
        ("{agency: virtual}", "{agency: virtual, role: friend}", "/parties/2/role"),
        ("dpia: https", "dpia: ftp", "/dpia"),
        ("effect: permit", "effect: maybe", "/clauses/0/effect"),
        ("test.episode@1.0", "test.episode@1", "/clauses/0/contracts/0"),
        ("['test.episode@1.0']", "['test.episode@1.0', 'test.episode@1.1']", "/clauses/0/contracts"),
        ("to: [services]", "to: []", "/clauses/0/to"),
        ("[safeguarding:missing]", "[curiosity]", "/clauses/0/purposes/0"),
        ("ukgdpr:6-1-e]}", "ukgdpr:6-1-z]}", "/clauses/0/recipient/basis/0"),
        ("dpa18:p3-36-4", "dpa18:s1-99", "/clauses/0/discloser/basis/0"),
        ("regime: ukgdpr", "regime: gdpr", "/clauses/0/recipient/regime"),
        ("https://www.legislation.gov.uk/ukpga", "https://law.example/ukpga", "/clauses/0/discloser/power/0"),
        ("disclose: whole", "disclose: [episodeId]", "/clauses/0/disclose/0"),
        ("disclose: whole", "disclose: []", "/clauses/0/disclose"),
        ("disclose: whole", "mode: content", "/clauses/0/disclose"),
        ("disclose: whole", "disclose: whole\n    mode: existence", "/clauses/0/disclose"),
        ("onward: none", "onward: sometimes", "/clauses/0/onward"),
        ("onward: none", "duty: notify", "/clauses/0/duty"),
        ("onward: none", "match: [{pointer: child, recipient: urn}]", "/clauses/0/match/0/pointer"),
        ("onward: none", "match: [{pointer: /episodeId, school: urn}]", "/clauses/0/match/0/school"),
        ("onward: none", "match: [{pointer: /episodeId, sender: urn, recipient: urn}]", "/clauses/0/match/0/sender"),
        ("onward: none", "match: [{pointer: /episodeId}]", "/clauses/0/match/0/recipient"),
        (
            "onward: none", "match: [{pointer: /episodeId, sender: urn}]\n    duty: notify",
            "/clauses/0/duty"
        ),
        ("onward: none", "when: [{pointer: /episodeId, equals: [1]}]", "/clauses/0/when/0/equals"),
        ("onward: none", "unless: sunday", "/clauses/0/unless"),
    ]

    @Test(arguments: faults)
    func `a fault is found at its line`(_ text: String, becoming change: String, key: String) throws {
        #expect(Self.good.contains(text))
        let problems = try Fixture.problems(Self.good.replacing(text, with: change, maxReplacements: 1))
        #expect(problems.contains { $0.key == key && $0.line != nil && !$0.mend.isEmpty }, "\(problems)")
    }

    @Test func `a clause that denies says nothing about what is disclosed`() throws {
        let text = Fixture.agreement(Fixture.denial(to: "services", more: "onward: none"))
        #expect(try Fixture.problems(text).map(\.key) == ["/clauses/0/onward"])
    }

    @Test func `the hash is of everything but status and revocation`() throws {
        let hash = try agreement(Self.good).sha256
        let stopped = Self.good.replacing(
            "title: A pact",
            with: "title: A pact\nstatus: revoked\nrevoked: '2026-12-01'"
        )
        #expect(try agreement(stopped).sha256 == hash)
        #expect(try agreement(Self.good.replacing("onward: none", with: "onward: ask")).sha256 != hash)
        #expect(try agreement("# a comment\n" + Self.good).sha256 == hash)
    }

    @Test(arguments: [
        "ukgdpr:6-1-ea", "ukgdpr:9-2-j", "ukgdpr:10", "dpa18:s1-18", "dpa18:s8-9", "dpa18:p3-35-2-a", "dpa18:p3-36-4",
    ])
    func `a legal code is known`(code: String) {
        #expect(LegalCode.isKnown(code))
    }

    @Test(arguments: ["", "ukgdpr:6-1-g", "ukgdpr:9-2-k", "dpa18:s1-0", "dpa18:s1-38", "dpa18:s8-10", "UKGDPR:10"])
    func `another code is not`(code: String) {
        #expect(!LegalCode.isKnown(code))
    }

    @Test func `an approval is read as it was written`() throws {
        let approval = Approval(
            agreement: AgreementRef(id: "pact", version: 2),
            sha256: Array(repeating: 7, count: 32),
            agency: AgencyID("police"),
            keyID: "key-1",
            signature: Array(repeating: 9, count: 64)
        )
        let document = approval.document()
        #expect(document.kind == .approval)
        #expect(document.name == "pact@2/police")
        let stored = try BookDocument(kind: .approval, name: document.name, bytes: document.bytes)
        #expect(stored.value.canonical() == document.bytes)
        let yaml = String(decoding: document.bytes, as: UTF8.self)
        #expect(try BookDocument(yaml: yaml, file: "approval.yaml").bytes == document.bytes)
        #expect(throws: BookProblems.self) {
            try Fixture.book(
                Self.good,
                adding: [
                    try BookDocument(yaml: yaml.replacing("\"key-1\"", with: "\"key-1\",\"extra\":1"), file: "a.yaml")
                ]
            )
        }
    }

    @Test func `a document of no known kind is refused`() {
        #expect(throws: FileProblem.self) { try BookDocument(yaml: "kind: Poem\nid: a", file: "poem.yaml") }
        #expect(throws: FileProblem.self) { try BookDocument(yaml: "kind: SharingAgreement\nid: a", file: "a.yaml") }
        #expect(throws: FileProblem.self) { try BookDocument(kind: .agreement, name: "a", bytes: [1]) }
    }
}
