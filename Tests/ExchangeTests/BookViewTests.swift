// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Book: fields and contract versions")
struct BookViewTests {
    private static let newer = Fixture.contract(
        version: "1.1.0",
        extra: "          - {name: nickname, logicalType: string}"
    )
    private let data = #"{"episodeId":"e1","child":{"name":"Ada","nickname":"Dot"},"note":"n"}"#
    private let newerSchema = "https://test.example/contracts/test.episode/1.1.0/schema.json"

    private func body(_ clause: String, _ dataschema: String, contracts: [String]) throws -> String {
        let book = try Fixture.book(Fixture.agreement(clause), contracts: contracts + [Fixture.recordHeld])
        let judgement = try Sending(dataschema: dataschema, to: ["services"], data: data).judged(by: book)
        let found = try #require(judgement.clause(for: "services"), "\(judgement)")
        let holder = try #require(book.directory.agencies[AgencyID("police")])
        return String(decoding: found.body(of: try JSONDocument(Array(data.utf8)).root, holder: holder), as: UTF8.self)
    }

    @Test func `only what the clause discloses leaves`() throws {
        let clause = Fixture.clause(
            to: "services",
            contract: "test.episode@1.1",
            disclose: "[/episodeId, /child/nickname]"
        )
        #expect(
            try body(clause, newerSchema, contracts: [Self.newer]) == #"{"episodeId":"e1","child":{"nickname":"Dot"}}"#
        )
    }

    @Test(arguments: ["whole", "[/episodeId, /child, /note]"])
    func `a field newer than the reviewed version stays withheld`(disclose: String) throws {
        let clause = Fixture.clause(to: "services", contract: "test.episode@1.0", disclose: disclose)
        let contracts = [Fixture.contract(), Self.newer]
        #expect(
            try body(clause, newerSchema, contracts: contracts)
                == #"{"episodeId":"e1","child":{"name":"Ada"},"note":"n"}"#
        )
    }

    @Test func `once reviewed the field leaves`() throws {
        let clause = Fixture.clause(to: "services", contract: "test.episode@1.1")
        #expect(try body(clause, newerSchema, contracts: [Fixture.contract(), Self.newer]) == data)
    }

    @Test func `an older version is served with the fields it has`() throws {
        let clause = Fixture.clause(
            to: "services",
            contract: "test.episode@1.1",
            disclose: "[/episodeId, /child/nickname]"
        )
        let book = try Fixture.book(
            Fixture.agreement(clause),
            contracts: [Fixture.contract(), Self.newer, Fixture.recordHeld]
        )
        let judgement = try Sending(to: ["services"]).judged(by: book)
        #expect(judgement.clause(for: "services")?.disclosed == ["/episodeId"])
    }

    @Test func `the reviewed version must be there`() throws {
        let problems = try Fixture.problems(
            Fixture.agreement(Fixture.clause(to: "services", contract: "test.episode@1.2"))
        )
        #expect(problems.map(\.key) == ["/clauses/0/contracts/0"])
    }
}
