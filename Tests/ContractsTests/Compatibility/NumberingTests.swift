// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

@Suite struct NumberingTests {
    private func contract(_ version: String, _ field: String) throws -> Contract {
        let text = Samples.minimal(property: "        - \(field)")
            .replacing("version: '1.0.0'", with: "version: '\(version)'")
            .replacing("test.small/1.0.0", with: "test.small/\(version)")
            .replacing("test.small.v1", with: "test.small.v\(version.prefix(1))")
        return try Samples.contract(text)
    }

    private let plain = "{name: a, logicalType: string}"
    private let described = "{name: a, logicalType: string, description: A text.}"
    private let deprecated = "{name: a, logicalType: string, deprecated: true}"
    private let required = "{name: a, logicalType: string, required: true}"

    @Test func `a change names the version it asks for`() throws {
        let old = try contract("1.2.3", plain)
        func expected(_ field: String) throws -> String? {
            ContractComparison(old: old, new: try contract("9.9.9", field)).expectedVersion
        }
        #expect(try expected(plain) == nil)
        #expect(try expected(described) == "1.2.4")
        #expect(try expected(deprecated) == "1.3.0")
        #expect(try expected(required) == "2.0.0")
    }

    @Test func `a version that promises too much is told from one that is higher than needed`() throws {
        let old = try contract("1.2.3", plain)
        func judge(_ version: String, _ field: String) throws -> ContractComparison {
            ContractComparison(old: old, new: try contract(version, field))
        }
        #expect(try judge("1.3.0", required).numbering == .tooLow)
        #expect(try judge("1.3.0", required).ending == .misnumbered)
        #expect(try judge("2.0.0", required).numbering == .right)
        #expect(try judge("2.0.0", required).ending == .breaking)
        #expect(try judge("1.2.4", deprecated).numbering == .tooLow)
        #expect(try judge("1.3.0", deprecated).ending == .compatible)
        #expect(try judge("2.0.0", deprecated).numbering == .higherThanNeeded)
        #expect(try judge("1.2.4", described).numbering == .right)
        #expect(try judge("1.2.3", described).numbering == .tooLow)
        #expect(try judge("1.2.9", plain).numbering == .right)
    }

    @Test func `a major version is compared without its number`() throws {
        let comparison = ContractComparison(old: try contract("1.0.0", plain), new: try contract("2.0.0", plain))
        #expect(comparison.changes.map(\.words) == [])
    }

    @Test func `minor versions side by side have to be compatible`() throws {
        let versions = [
            try contract("1.0.0", plain), try contract("1.1.0", deprecated), try contract("2.0.0", required),
        ]
        #expect(ContractComparison.incompatibilities(among: versions.reversed()) == [])
        let broken = [versions[0], try contract("1.1.0", required)]
        let problems = ContractComparison.incompatibilities(among: broken) { "small/\($0.id.version).yaml" }
        let problem = try #require(problems.first)
        #expect(problem.file == "small/1.1.0.yaml")
        #expect(problem.key == "/a")
        #expect(problem.problem.contains("2.0.0"))
    }
}
