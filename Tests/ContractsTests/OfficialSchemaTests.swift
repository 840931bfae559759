// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// The published ODCS schema, where it is: the environment variable `CONCORDAT_ODCS_SCHEMA` or `odcs/schema.json` in the shared folder.
struct OfficialSchemaTests {
    private static func gate() throws -> OfficialSchema? {
        let named = ProcessInfo.processInfo.environment["CONCORDAT_ODCS_SCHEMA"].map { URL(filePath: $0) }
        guard let file = named ?? Checkout.shared("odcs/schema.json") else {
            print("skipped: no official ODCS schema here; set CONCORDAT_ODCS_SCHEMA")
            return nil
        }
        return try OfficialSchema([UInt8](try Data(contentsOf: file)))
    }

    @Test func `every contract of the checkout and of the tests is ODCS`() throws {
        guard let gate = try Self.gate() else { return }
        let folder = Checkout.root.appending(path: "contracts").path
        for file in try Catalogue.load(directory: folder).files {
            #expect(gate.problems(of: try Catalogue.source(file)).map(\.description) == [])
        }
        for text in [Samples.episode, Samples.mark, Samples.referral()] {
            #expect(gate.problems(of: try YAMLSource.parse(text, file: "sample")).map(\.description) == [])
        }
    }

    @Test(arguments: [
        ("classification: official}", "clasification: official}", "unevaluatedProperties"),
        ("kind: DataContract", "kind: Contract", "enum"),
        ("version: '1.0.0'\n", "", "required"),
    ])
    func `what is no ODCS is told with its line`(_ part: String, _ replacement: String, _ keyword: String) throws {
        guard let gate = try Self.gate() else { return }
        let text = try Samples.edit(Samples.episode, part, replacement)
        let problems = gate.problems(of: try YAMLSource.parse(text, file: "sample.yaml"))
        #expect(problems.contains { $0.problem.contains(keyword) && $0.line != nil }, "\(problems)")
    }

    @Test func `a text that is no schema cannot be the gate`() {
        #expect(throws: OfficialSchema.Unusable.self) { try OfficialSchema(Array("{".utf8)) }
        #expect(throws: OfficialSchema.Unusable.self) { try OfficialSchema(Array(#"{"type": 3}"#.utf8)) }
    }
}
