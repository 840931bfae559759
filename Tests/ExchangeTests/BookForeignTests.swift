// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import JSONSchema
import Testing

@Suite("Book: schemas of others")
struct BookForeignTests {
    /// Knows one member that the contract does not declare; its spaces are part of what is hashed.
    private static let schema = ForeignSchema(
        file: "episode.json",
        bytes: Array(
            #"""
            { "$schema": "https://json-schema.org/draft/2020-12/schema",
              "properties": { "episodeId": { "pattern": "^(?!0)" }, "extra": { "maxLength": 3 } } }
            """#.utf8
        )
    )

    private static let contract = Fixture.contract().replacing(
        "    physicalType: message\n    customProperties:\n",
        with: """
                physicalType: json-schema
                authoritativeDefinitions:
                  - {type: schema, url: 'https://standards.example/episode.json'}
                customProperties:
                  - {property: schemaFile, value: episode.json, vendor: gateway}
                  - {property: schemaSha256, value: '\(schema.sha256)', vendor: gateway}

            """
    )

    private func documents(_ more: [BookDocument]) throws -> [BookDocument] {
        let agreements = [Fixture.agreement(Fixture.clause(to: "services"))]
        return try Fixture.documents(agreements, contracts: [Self.contract, Fixture.recordHeld]) + more
    }

    private func book(_ documents: [BookDocument], reusing previous: Book? = nil) throws -> Book {
        let keys = BookKeys.sequential(try Book.namesNeedingKeys(documents))
        return try Book(version: 7, documents: documents, keys: keys, requireApprovals: false, reusing: previous)
    }

    private func isAccepted(_ data: String, by book: Book) throws -> Bool {
        let contract = try #require(book.contracts.all.first { $0.id.name == "test.episode" }).contract
        return contract.validate(try JSONDocument(Array(data.utf8)).root).isAccepted
    }

    @Test func `the schema is a document of its own bytes, named by the hash that contracts pin`() throws {
        let document = try BookDocument(Self.schema)
        #expect(document.kind == .foreignSchema)
        #expect(document.bytes == Self.schema.bytes)
        #expect(document.name == Self.schema.sha256)
        #expect(TextCoding.hex(document.sha256) == Self.schema.sha256)
    }

    @Test func `a book made from stored bytes holds messages to the schema as the one made from files`() throws {
        let files = try documents([try BookDocument(Self.schema)])
        let stored = try files.map { try BookDocument(kind: $0.kind, name: $0.name, bytes: $0.bytes) }
        #expect(stored.map(\.sha256) == files.map(\.sha256))
        for book in [try book(files), try book(stored)] {
            #expect(try isAccepted(#"{"episodeId":"e1","child":{"name":"Ada"},"extra":"abc"}"#, by: book))
            #expect(try !isAccepted(#"{"episodeId":"e1","child":{"name":"Ada"},"extra":"abcd"}"#, by: book))
            #expect(try !isAccepted(#"{"episodeId":"01","child":{"name":"Ada"}}"#, by: book))
        }
    }

    @Test func `stored bytes that were altered are not the schema pinned`() throws {
        let altered = try BookDocument(kind: .foreignSchema, name: Self.schema.sha256, bytes: Array("{}".utf8))
        let error = try #require(throws: BookProblems.self) { try book(documents([altered])) }
        #expect(error.problems.map(\.key) == ["/schema/0/customProperties/1/value"])
    }

    @Test func `a contract is taken over from the book before only with its schema`() throws {
        let schema = try BookDocument(Self.schema)
        let before = try book(documents([schema]))
        let same = try book(documents([schema]), reusing: before)
        for (old, new) in zip(before.contracts.all, same.contracts.all) { #expect(old === new) }
        #expect(throws: BookProblems.self) { try book(documents([]), reusing: before) }
    }

    @Test func `no draft file can call itself a schema of others`() {
        #expect(throws: FileProblem.self) { try BookDocument(yaml: "kind: foreign-schema\nid: a\n", file: "a.yaml") }
        #expect(throws: FileProblem.self) { try BookDocument(yaml: "id: a\n", file: "a.yaml") }
    }
}
