// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import Journal
import NodeKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct ForeignSchemaTests {
    @Test func `the schema of another body comes back from the database byte for byte, and the book compiles with it`()
        async throws
    {
        // Not canonical: spaces and the order of members are part of what is pinned.
        let text = #"{ "type": "object", "$schema": "https://json-schema.org/draft/2020-12/schema" }"#
        let schema = ForeignSchema(file: "episode.json", bytes: Array(text.utf8))
        let contract = Documents.contract.replacing(
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
        let node = try await Node.start()
        let documents = try Documents.parse([Documents.directory(), contract, Documents.agreement()])
        let (_, changes) = try await node.journal.apply(
            documents + [try BookDocument(schema)],
            by: "tester",
            requireApprovals: false
        )
        #expect(changes.contains("added foreign-schema \(schema.sha256)"))
        let stored = try await node.journal.bookDocuments().first { $0.kind == .foreignSchema }
        #expect(stored?.bytes == schema.bytes)
        let book = try await node.journal.loadBook(requireApprovals: false)
        #expect(book?.contracts.all.map { $0.contract.foreignSchema?.sha256 } == [schema.sha256])
        await node.journal.close()
    }
}
