// SPDX-License-Identifier: Apache-2.0

import Contracts
import Exchange
import Foundation
import Testing

@testable import concordat

@Suite struct `Schemas of others in the commands` {
    private static let schema = #"""
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"code": {"pattern": "^(?!X)"}}}
        """#

    private static func contract(_ name: String, sha256: String) -> String {
        """
        apiVersion: v3.2.0
        kind: DataContract
        id: test.\(name)
        name: Code
        version: '1.0.0'
        description: {purpose: Test.}
        authoritativeDefinitions:
          - {type: canonicalUrl, url: 'https://concordat.example/contracts/test.\(name)/1.0.0'}
        schema:
          - name: code
            logicalType: object
            physicalType: json-schema
            authoritativeDefinitions:
              - {type: schema, url: 'https://standards.example/code.json'}
            customProperties:
              - {property: messageType, value: test.\(name).v1, vendor: gateway}
              - {property: schemaFile, value: code.json, vendor: gateway}
              - {property: schemaSha256, value: '\(sha256)', vendor: gateway}
            properties:
              - {name: code, logicalType: string}
        """
    }

    /// A folder of two contracts, each with the schema beside it.
    private func withContracts<Result>(
        pinning sha256: String? = nil,
        _ body: (String) throws -> Result
    ) throws -> Result {
        let hash = sha256 ?? ForeignSchema(file: "code.json", bytes: Array(Self.schema.utf8)).sha256
        return try Checkout.withFolder { folder in
            for name in ["one", "two"] {
                let files = FileManager.default
                try files.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
                let contract = Data(Self.contract(name, sha256: hash).utf8)
                try contract.write(to: URL(filePath: "\(folder)/\(name)/1.odcs.yaml"))
                try Data(Self.schema.utf8).write(to: URL(filePath: "\(folder)/\(name)/code.json"))
            }
            return try body(folder)
        }
    }

    @Test func `what is applied holds the schema once, whichever contracts pin it`() throws {
        try withContracts { folder in
            let documents = try BookFiles.read([folder])
            #expect(documents.map(\.kind.rawValue) == ["contract", "foreign-schema", "contract"])
            #expect(documents.dropFirst().first?.bytes == Array(Self.schema.utf8))
        }
    }

    @Test func `lint, compile, check and diff read the file beside the contract`() throws {
        try withContracts { folder in
            for path in [folder, "\(folder)/one/1.odcs.yaml"] {
                #expect(try ContractCommand.Lint.lint([path], official: nil).problems == [])
            }
            let contract = try ContractShelf.contract("test.one@1", folder: folder)
            #expect(contract.foreignSchema?.file == "code.json")
            let source = try Catalogue.source("\(folder)/two/1.odcs.yaml")
            #expect(try Catalogue.contract(in: source, lists: .none).id.name == "test.two")
            let records = "\(folder)/records.json"
            try Data(#"[{"code":"A"},{"code":"X"}]"#.utf8).write(to: URL(filePath: records))
            let console = Console(isTerminal: false)
            let tally = try RecordFile(path: records, format: nil).check(against: contract, console: console)
            #expect(tally.accepted == 1 && tally.refused == 1)
        }
    }

    @Test func `a file that was changed is not applied`() throws {
        let other = String(repeating: "0", count: 64)
        try withContracts(pinning: other) { folder in
            let error = try #require(throws: BookProblems.self) { try BookFiles.read([folder]) }
            #expect(error.problems.count == 2)
            #expect(error.problems.allSatisfy { $0.key == "/schema/0/customProperties/2/value" && $0.line != nil })
        }
    }
}
