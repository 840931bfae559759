// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// The examples beside the contracts: `good-<what>` satisfies, `good-warns-<rule>` does with that warning alone, `bad-<rule>` breaks that
/// rule alone.
@Suite struct ExampleTests {
    private static let folder = Checkout.root.appending(path: "contracts").path

    struct Example: Sendable, CustomTestStringConvertible {
        /// The path below the folder of contracts.
        let path: String
        let name: String
        let contract: String

        var testDescription: String { path }

        /// The rule its name speaks of.
        func rule(_ prefix: String) -> String? {
            name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : nil
        }
    }

    private static let examples: [Example] = {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.contains("/examples/") }.sorted().map { path in
            let parts = path.split(separator: "/").map(String.init)
            return Example(
                path: path,
                name: parts[parts.count - 1].replacing(".json", with: ""),
                contract: parts.dropLast(2).joined(separator: ".")
            )
        }
    }()

    private static let contracts = Result {
        try Catalogue(contracts: try Catalogue.load(directory: folder).contracts).all
    }

    @Test(arguments: examples) func `an example does what its name says, and nothing else`(_ example: Example) throws {
        let contract = try #require(try Self.contracts.get().last { $0.id.name == example.contract })
        let data = try Data(contentsOf: URL(filePath: Self.folder).appending(path: example.path))
        let verdict = contract.validate(try JSONDocument([UInt8](data)).root)
        let errors = Set(verdict.errors.map(\.rule)), warnings = Set(verdict.warnings.map(\.rule))
        if let rule = example.rule("bad-") {
            #expect(errors == [rule])
        } else if let rule = example.rule("good-warns-") {
            #expect(errors.isEmpty && warnings == [rule], "\(errors) \(warnings)")
        } else {
            #expect(example.name.hasPrefix("good-"))
            #expect(errors.isEmpty && warnings.isEmpty, "\(errors) \(warnings)")
        }
    }

    @Test func `every contract has examples, good and bad, and every rule of it is broken by one`() throws {
        for contract in try Self.contracts.get() {
            let examples = Self.examples.filter { $0.contract == contract.id.name }
            let broken = Set(examples.compactMap { $0.rule("bad-") })
            let warned = Set(examples.compactMap { $0.rule("good-warns-") })
            let named = contract.rules.filter { if case .bound = $0.body { false } else { true } }.map(\.id)
            #expect(Set(named).subtracting(broken).subtracting(warned) == [], "\(contract.id)")
            #expect(!broken.isEmpty, "\(contract.id)")
            #expect(examples.contains { $0.rule("good-") != nil && $0.rule("good-warns-") == nil }, "\(contract.id)")
        }
    }
}
