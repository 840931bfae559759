// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

/// The suites of annotations and of output.
@Suite struct OutputSuiteTests {
    private static let home = "suites/json-schema-test-suite"

    @Test func `every output agrees with what the suite demands of it`() throws {
        guard let files = SharedFiles.files(in: Self.home + "/output-tests/draft2020-12/content") else { return }
        var registry = try SchemaSuiteTests.registry()
        let form = SharedFiles.root.appending(path: Self.home + "/output-tests/draft2020-12/output-schema.json")
        let formSchema = try JSONValue(parsing: try SharedFiles.bytes(form))
        registry.register(formSchema, at: "https://json-schema.org/draft/2020-12/output/schema")
        var passed = 0
        var total = 0
        for file in files {
            for group in try JSONDocument(try SharedFiles.bytes(file), limits: .schema).root.elements {
                let schema = try AnnotatedSchema(JSONValue(try #require(group["schema"])), registry: registry)
                for test in try #require(group["tests"]).elements {
                    let output = schema.evaluate(try #require(test["data"]))
                    total += 1
                    let demanded = try CompiledSchema(
                        JSONValue(try #require(test["output"]?["basic"])),
                        registry: registry
                    )
                    let bytes = output.rendered(.basic).serialised()
                    let isRight = demanded.isValid(try JSONDocument(bytes).root)
                    #expect(isRight, "\(file.lastPathComponent): \(String(decoding: bytes, as: UTF8.self))")
                    passed += isRight ? 1 : 0
                    for form in [SchemaOutput.Form.flag, .basic] {
                        let bytes = output.rendered(form).serialised()
                        #expect(try CompiledSchema(formSchema).isValid(try JSONDocument(bytes).root))
                    }
                }
            }
        }
        print("json-schema output: \(passed) of \(total)")
        #expect(total == 4)
    }

    @Test func `annotations are those the suite names`() throws {
        guard let files = SharedFiles.files(in: Self.home + "/annotations/tests") else { return }
        var passed = 0
        var total = 0
        for file in files {
            let suite = try #require(try JSONDocument(try SharedFiles.bytes(file), limits: .schema).root["suite"])
            for group in suite.elements where Self.applies(group["compatibility"]?.stringValue) {
                let schema = try AnnotatedSchema(JSONValue(try #require(group["schema"])))
                for test in try #require(group["tests"]).elements {
                    let output = schema.evaluate(try #require(test["instance"]))
                    for assertion in try #require(test["assertions"]).elements {
                        total += 1
                        let isRight = try Self.holds(assertion, output)
                        #expect(isRight, "\(file.lastPathComponent): \(group["description"]?.stringValue ?? "")")
                        passed += isRight ? 1 : 0
                    }
                }
            }
        }
        print("json-schema annotations: \(passed) of \(total)")
        #expect(total > 80)
    }

    /// A number is the first draft a case is of; `=` the only one, `<=` the last.
    private static func applies(_ compatibility: String?) -> Bool {
        (compatibility ?? "").split(separator: ",").allSatisfy { part in
            if part.hasPrefix("<=") { return Int(part.dropFirst(2)) ?? 0 >= 2020 }
            if part.hasPrefix("=") { return part == "=2020" }
            return Int(part) ?? 0 <= 2020
        }
    }

    private static func holds(_ assertion: JSONNode, _ output: SchemaOutput) throws -> Bool {
        let found = output.annotations.filter {
            $0.instance == assertion["location"]?.stringValue && $0.keyword == assertion["keyword"]?.stringValue
        }
        let expected = try #require(assertion["expected"])
        guard found.count == expected.count else { return false }
        return expected.members.allSatisfy { location, value in
            found.contains { $0.documentLocation == location && $0.value == JSONValue(value) }
        }
    }
}
