// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Book: what may still leave")
struct BookReleaseTests {
    private func old(
        disclose: String = "[/episodeId, /child/name]",
        to: String = "services",
        more: String = "onward: none",
        until: String = "2027-08-31",
        top: String = ""
    ) -> String {
        Fixture.agreement(Fixture.clause(to: to, disclose: disclose, more: more), until: until, more: top)
    }

    private func new(
        id: String = "only",
        disclose: String = "[/episodeId, /child]",
        to: String = "services",
        purposes: String = "safeguarding:missing",
        more: String = "onward: none",
        from: String = "2026-11-21",
        top: String = ""
    ) -> String {
        Fixture.agreement(
            Fixture.clause(id, to: to, purposes: purposes, disclose: disclose, more: more),
            version: 2,
            from: from,
            more: top
        )
    }

    /// Which versions of the clause may still leave for services.
    private func versions(_ book: Book, for recipient: String = "services", at now: Timestamp = Fixture.morning)
        -> [Int]
    {
        let keys = Set(book.deliverableClauseKeys(recipient: AgencyID(recipient), on: now))
        let versions = book.clauses.filter { keys.contains($0.key) }.map(\.ref.agreement.version)
        // Both questions must agree on a book without denials of one sender.
        let asked = book.clauses.filter {
            book.mayLeave(
                clauseKey: $0.key,
                sender: AgencyID("police"),
                contract: $0.contract.id,
                recipient: AgencyID(recipient),
                on: now
            )
        }.map(\.ref.agreement.version)
        #expect(versions == asked)
        return versions
    }

    @Test func `a clause in force lets its deliveries leave`() throws {
        let book = try Fixture.book(old())
        #expect(versions(book) == [1])
        #expect(versions(book, for: "virtual").isEmpty)
        #expect(versions(book, for: "nobody").isEmpty)
    }

    @Test func `nothing leaves after the agreement ended`() throws {
        let book = try Fixture.book(old(until: "2026-12-31"))
        #expect(versions(book, at: Fixture.time("2026-12-31T23:59:59Z")) == [1])
        #expect(versions(book, at: Fixture.time("2027-01-01T00:00:00Z")).isEmpty)
    }

    @Test(arguments: ["status: revoked", "status: suspended", "revoked: '2026-11-21'"])
    func `nothing leaves under a version that was stopped, even if a later one would permit it`(stop: String) throws {
        #expect(versions(try Fixture.book(old(top: stop))).isEmpty)
        #expect(versions(try Fixture.book(old(top: stop), new())) == [2])
    }

    @Test func `a superseded clause lives on in one that permits as much`() throws {
        #expect(versions(try Fixture.book(old(), new())) == [1, 2])
        #expect(versions(try Fixture.book(old(until: "2026-11-20"), new())) == [1, 2])
    }

    static let narrower = [
        ("fewer fields", "[/episodeId]", "services", "safeguarding:missing", "onward: none", "only"),
        ("another recipient", "whole", "virtual", "safeguarding:missing", "onward: none", "only"),
        ("another purpose", "whole", "services", "stats", "onward: none", "only"),
        (
            "a new condition", "whole", "services", "safeguarding:missing",
            "when: {pointer: /child/lookedAfter, equals: true}", "only"
        ),
        ("another name", "whole", "services", "safeguarding:missing", "onward: none", "renamed"),
    ]

    @Test(arguments: narrower)
    func `a superseded clause ends with`(
        _ what: String,
        disclose: String,
        to: String,
        purposes: String,
        more: String,
        id: String
    ) throws {
        let book = try Fixture.book(old(), new(id: id, disclose: disclose, to: to, purposes: purposes, more: more))
        #expect(!versions(book).contains(1))
    }

    @Test func `a version reviewed at a lower minor does not carry on for one reviewed higher`() throws {
        let newer = Fixture.contract(version: "1.1.0", extra: "          - {name: nickname, logicalType: string}")
        let higher = Fixture.agreement(Fixture.clause(to: "services", contract: "test.episode@1.1"))
        let lower = Fixture.agreement(
            Fixture.clause(to: "services", contract: "test.episode@1.0"),
            version: 2,
            from: "2026-11-21"
        )
        let book = try Fixture.book(higher, lower, contracts: [Fixture.contract(), newer, Fixture.recordHeld])
        #expect(Set(versions(book)) == [2])
    }

    @Test func `nothing leaves for a suspended recipient or one that left its group`() throws {
        let book = try Fixture.book(
            Fixture.agreement(Fixture.clause(to: "stopped, 'group:schools'"))
        )
        #expect(versions(book, for: "stopped").isEmpty)
        #expect(versions(book, for: "stopped", at: Fixture.time("2026-10-31T12:00:00Z")) == [1])
        #expect(versions(book, for: "school-a") == [1])
        #expect(versions(book, for: "school-left").isEmpty)
    }

    @Test func `a denial stops what was accepted before it`() throws {
        let ban = Fixture.agreement(Fixture.denial(to: "services"), id: "ban", from: "2026-11-21")
        let book = try Fixture.book(old(), ban)
        #expect(versions(book).isEmpty)
        #expect(versions(book, at: Fixture.time("2026-11-20T12:00:00Z")) == [1])
    }

    @Test func `a denial of one sender stops that sender's deliveries alone`() throws {
        let shared = Fixture.agreement(
            Fixture.clause(to: "services", from: "police").replacing(
                "from: ['police']",
                with: "from: [police, school-b]"
            ),
            Fixture.denial(to: "services", from: "school-b")
        )
        let book = try Fixture.book(shared)
        let clause = try #require(book.clauses.first)
        #expect(book.deliverableClauseKeys(recipient: AgencyID("services"), on: Fixture.morning) == [clause.key])
        for (sender, expected) in [("police", true), ("school-b", false), ("virtual", false)] {
            #expect(
                book.mayLeave(
                    clauseKey: clause.key,
                    sender: AgencyID(sender),
                    contract: clause.contract.id,
                    recipient: AgencyID("services"),
                    on: Fixture.morning
                ) == expected
            )
        }
    }

    @Test func `a denial that depends on the record was settled when the message was accepted`() throws {
        let ban = Fixture.agreement(
            Fixture.denial(to: "services", more: "when: [{pointer: /child/lookedAfter, equals: true}]"),
            id: "ban"
        )
        #expect(versions(try Fixture.book(old(), ban)) == [1])
    }
}
