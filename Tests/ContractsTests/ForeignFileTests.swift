// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

/// How the schema of another body is read and pinned, and what is wrong with it told.
struct ForeignFileTests {
    /// Loads a folder of these files, by name.
    private func load(_ files: [String: String]) throws -> Catalogue.Loaded {
        let folder = FileManager.default.temporaryDirectory.appending(path: "foreign-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return try Catalogue.load(directory: folder.path)
    }

    @Test func `the file beside the contract is read when its hash is the one pinned`() throws {
        let loaded = try load(["1.odcs.yaml": Samples.referral(), "referral.json": Samples.referralSchema])
        #expect(loaded.problems == [])
        let contract = try #require(loaded.contracts.first)
        #expect(contract.validate(try Samples.message(Samples.referralMessage)).isAccepted)
        let broken = try Samples.edit(Samples.referralMessage, "ABC", "XBC")
        #expect(try !contract.validate(Samples.message(broken)).isAccepted)
    }

    @Test func `a hash is that of sha256sum`() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(Samples.foreignSchema("").sha256 == empty)
    }

    @Test func `a file of another hash is refused with line, key and the hash to pin`() throws {
        let changed = Samples.referralSchema + "\n"
        let loaded = try load(["1.odcs.yaml": Samples.referral(), "referral.json": changed])
        let problem = try #require(loaded.problems.first)
        #expect(loaded.problems.count == 1 && loaded.contracts.isEmpty)
        #expect(problem.file.hasSuffix("1.odcs.yaml"))
        #expect(problem.key == "/schema/0/customProperties/2/value")
        #expect(problem.line == 18)
        #expect(problem.mend.hasSuffix(Samples.foreignSchema(changed).sha256))
    }

    @Test func `a missing file is told where it is named`() throws {
        let problems = try load(["1.odcs.yaml": Samples.referral()]).problems
        #expect(problems.map(\.key) == ["/schema/0/customProperties/1/value"])
        #expect(problems.map(\.line) == [17])
        #expect(problems.first?.problem.contains("referral.json") == true)
    }

    @Test func `a file larger than is read is refused`() throws {
        let large = Samples.referralSchema + String(repeating: " ", count: 4 << 20)
        let problems = try load(["1.odcs.yaml": Samples.referral(), "referral.json": large]).problems
        #expect(problems.map(\.key) == ["/schema/0/customProperties/1/value"])
        #expect(problems.first?.problem.contains("4 MiB") == true)
    }

    @Test func `a contract is not compiled without the schema it pins`() throws {
        let error = try #require(throws: ContractProblems.self) { try Samples.contract(Samples.referral()) }
        #expect(error.problems.map(\.key) == ["/schema/0/customProperties/2/value"])
        #expect(error.problems.allSatisfy { $0.line == 18 && !$0.mend.isEmpty })
    }

    @Test(arguments: [
        ("value: referral.json", "value: ../referral.json", "/schema/0/customProperties/1/value"),
        ("value: referral.json", "value: referral.yaml", "/schema/0/customProperties/1/value"),
        ("property: schemaFile", "property: schemaPath", "/schema/0/customProperties/1/property"),
        ("value: '", "value: 'A", "/schema/0/customProperties/2/value"),
        ("type: schema,", "type: tutorial,", "/schema/0/authoritativeDefinitions"),
        ("'https://standards.example", "'http://standards.example", "/schema/0/authoritativeDefinitions/0/url"),
        ("physicalType: json-schema", "physicalType: message", "/schema/0/customProperties/1/property"),
    ])
    func `what names the schema wrongly is refused`(_ part: String, _ replacement: String, _ key: String) throws {
        let text = try Samples.edit(Samples.referral(), part, replacement)
        let problems = try load(["1.odcs.yaml": text, "referral.json": Samples.referralSchema]).problems
        #expect(problems.contains { $0.key == key && $0.line != nil && !$0.mend.isEmpty }, "\(problems)")
    }

    @Test(arguments: [
        (#""$schema": "https://json-schema.org/draft/2020-12/schema","#, "", "", 1),
        ("draft/2020-12/schema", "draft-07/schema", "/$schema", 2),
        (##""#/$defs/patient""##, #""https://standards.example/patient.json""#, "/properties/patient", 8),
        (#"^(?!X)[A-Z]{3}$"#, "^(?i)[a-z]{3}$", "/properties/code/pattern", 7),
        (#"["name"]"#, #""name""#, "/$defs/patient/required", 16),
        (#""code": {"#, #""code": {{"#, "", 7),
    ])
    func `what is wrong inside the schema is told with its own file, line and key`(
        _ part: String,
        _ replacement: String,
        _ key: String,
        _ line: Int
    ) throws {
        let schema = try Samples.edit(Samples.referralSchema, part, replacement)
        let error = try #require(throws: ContractProblems.self) { try Samples.referralContract(schema) }
        let problem = try #require(error.problems.first)
        #expect(error.problems.count == 1)
        #expect(problem.file == "referral.json")
        #expect(problem.key == key)
        #expect(problem.line == line)
        #expect(!problem.mend.isEmpty)
    }

    @Test func `a schema nested too deep is refused`() throws {
        let deep = String(repeating: #"{"not":"#, count: 130) + "true" + String(repeating: "}", count: 130)
        let error = try #require(throws: ContractProblems.self) { try Samples.referralContract(deep) }
        #expect(error.problems.first?.mend.contains("128") == true)
    }
}
