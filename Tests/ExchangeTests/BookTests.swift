// SPDX-License-Identifier: Apache-2.0

import Contracts
import Crypto
import Exchange
import JSONSchema
import Testing

@Suite("Book: what it is compiled from")
struct BookTests {
    @Test func `a contract that did not change is taken over from the book before, one that did is compiled anew`()
        throws
    {
        let before = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
        func after(_ contracts: [String]) throws -> Book {
            let agreements = [Fixture.agreement(Fixture.clause(to: "services"))]
            let documents = try Fixture.documents(agreements, directory: Fixture.directory, contracts: contracts)
            let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
            return try Book(version: 8, documents: documents, keys: keys, requireApprovals: false, reusing: before)
        }
        let changed = Fixture.contract(extra: "          - {name: more, logicalType: string}")
        let same = try after([Fixture.contract(), Fixture.recordHeld])
        let other = try after([changed, Fixture.recordHeld])
        for (old, new) in zip(before.contracts.all, same.contracts.all) { #expect(old === new) }
        let taken = zip(before.contracts.all, other.contracts.all).map { $0 === $1 }
        #expect(taken.count { $0 } == 1 && taken.count == 2)
    }

    @Test func `every dangling reference is reported with its line and a mend`() throws {
        let clause = """
              - id: broken
                effect: permit
                contracts: ['test.episode@1.0', 'missing.kind@1.0']
                from: [police, outsider]
                to: ['group:schools', 'group:nobody']
                match: [{pointer: /child/urn, recipient: urn}]
                when: [{pointer: /child/unknown, equals: true}]
                purposes: [stats]
            \(Fixture.bases)
                disclose: [/episodeId, /child/shoeSize]
                lower: [no_such_rule]
            """
        let problems = try Fixture.problems(Fixture.agreement(clause))
        #expect(
            Set(problems.map(\.key)) == [
                "/clauses/0/from/1", "/clauses/0/to/1", "/clauses/0/contracts/1", "/clauses/0/match/0",
                "/clauses/0/when/0", "/clauses/0/disclose/1", "/clauses/0/lower",
            ]
        )
        #expect(problems.allSatisfy { $0.line != nil && !$0.mend.isEmpty && $0.file == "agreement-0.yaml" })
    }

    @Test func `a party that the directory does not know is reported`() throws {
        let text = Fixture.agreement(Fixture.clause(to: "services")).replacing(
            "{agency: virtual}",
            with: "{agency: ghost}"
        )
        let problems = try Fixture.problems(text)
        #expect(problems.map(\.key) == ["/parties/2"])
    }

    @Test func `existence needs its contract and a contact for enquiries`() throws {
        let agreement = Fixture.agreement(Fixture.clause(to: "services", from: "virtual", disclose: nil))
        let problems = try Fixture.problems(agreement, contracts: [Fixture.contract()])
        #expect(problems.map(\.key) == ["/clauses/0/mode", "/clauses/0/mode"])
    }

    @Test func `the faults of all documents are reported together`() throws {
        let directory = Fixture.directory.replacing("kind: charity}", with: "kind: charity, colour: blue}")
        let problems = try Fixture.problems(
            "kind: SharingAgreement\nid: a\nversion: 1\nclauses: []",
            directory: directory
        )
        #expect(Set(problems.map(\.file)) == ["agencies.yaml", "agreement-0.yaml"])
        #expect(problems.contains { $0.key == "/agencies/7/colour" && $0.line != nil })
    }

    @Test func `there is exactly one directory and no document twice`() throws {
        let documents = try Fixture.documents([Fixture.agreement(Fixture.clause(to: "services"))])
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        #expect(throws: BookProblems.self) {
            try Book(version: 1, documents: documents + [documents[0]], keys: keys, requireApprovals: false)
        }
        #expect(throws: BookProblems.self) {
            try Book(version: 1, documents: Array(documents.dropFirst()), keys: keys, requireApprovals: false)
        }
    }

    @Test func `every name without a key is a fault`() throws {
        let documents = try Fixture.documents([Fixture.agreement(Fixture.clause(to: "services"))])
        let names = try Book.namesNeedingKeys(documents)
        #expect(names.agencies.count == 9)
        #expect(names.sources.count == 4)
        #expect(names.clauses.map(\.description) == ["pact@1#only"])
        #expect(names.contracts.map(\.description) == ["gateway.record-held@1.0.0", "test.episode@1.0.0"])
        let keys = BookKeys.sequential(names)
        var lacking: [BookKeys] = Array(repeating: keys, count: 4)
        lacking[0].agencies[AgencyID("police")] = nil
        lacking[1].sources["urn:test:police"] = nil
        lacking[2].clauses = [:]
        lacking[3].contracts.removeValue(forKey: names.contracts[1])
        for keys in lacking {
            #expect(throws: BookProblems.self) {
                try Book(version: 1, documents: documents, keys: keys, requireApprovals: false)
            }
        }
    }

    @Test func `a book made from stored bytes decides as the one made from files`() throws {
        let files = try Fixture.documents([Fixture.agreement(Fixture.clause(to: "services"))])
        let stored = try files.map { try BookDocument(kind: $0.kind, name: $0.name, bytes: $0.bytes) }
        #expect(stored.map(\.sha256) == files.map(\.sha256))
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(stored))
        let book = try Book(version: 7, documents: stored, keys: keys, requireApprovals: false)
        let other = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
        #expect(try Sending(to: ["services"]).judged(by: book).verdicts == ["services": "only"])
        #expect(book.clauses.map(\.terms.bytes) == other.clauses.map(\.terms.bytes))
        #expect(book.agreements.map(\.sha256) == other.agreements.map(\.sha256))
    }

    @Test func `a clause's terms are canonical and name all it rests on`() throws {
        let clause = Fixture.clause(
            to: "services",
            disclose: "[/episodeId, /child/name]",
            more: "recipientRetention: P1Y"
        )
        let book = try Fixture.book(Fixture.agreement(clause))
        let terms = try #require(book.clauses.first?.terms)
        let value = try JSONValue(parsing: terms.bytes)
        #expect(value.canonical() == terms.bytes)
        let reference = try JSONValue(parsing: terms.reference)
        #expect(reference.canonical() == terms.reference)
        #expect(reference["terms"] == .string(TextCoding.hex(SHA256.hash(data: terms.bytes))))
        #expect(["agreement", "clause", "contract", "version"].allSatisfy { reference[$0] == value[$0] })
        #expect(book.terms.map(\.terms.sha256) == [terms.sha256])
        let parties = try #require(book.terms.first?.parties)
        #expect(parties.contains(try #require(book.agencyKey(AgencyID("police")))))
        #expect(parties.contains(try #require(book.agencyKey(AgencyID("services")))))
        #expect(parties == Set(parties).sorted())
        #expect(value["agreement"] == .string("pact"))
        #expect(value["version"] == .number("1"))
        #expect(value["clause"] == .string("only"))
        #expect(value["contract"] == .string("test.episode@1.0.0"))
        #expect(value["purposes"] == .array([.string("safeguarding:missing")]))
        #expect(value["disclosed"] == .array([.string("/child/name"), .string("/episodeId")]))
        #expect(value["discloser"]?["regime"] == .string("dpa18-part3"))
        #expect(value["recipient"]?["basis"] == .array([.string("ukgdpr:6-1-e")]))
        #expect(value["recipientRetention"] == .string("P1Y"))
        guard case .string(let hash)? = value["sha256"] else {
            Issue.record("no hash")
            return
        }
        #expect(hash.utf8.count == 64)
    }

    @Test func `keys lead back to names and clauses`() throws {
        let book = try Fixture.book(Fixture.agreement(Fixture.clause(to: "services")))
        let clause = try #require(book.clauses.first)
        #expect(book.clause(key: clause.key, contract: clause.contract.id) === clause)
        #expect(book.clause(key: clause.key + 1, contract: clause.contract.id) == nil)
        let key = try #require(book.agencyKey(AgencyID("virtual")))
        #expect(book.agencyID(key: key) == AgencyID("virtual"))
        #expect(book.contracts.version(dataschema: clause.contract.contract.dataschema)?.id == clause.contract.id)
    }
}
