// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

/// The official suite of draft 2020-12.
@Suite struct SchemaSuiteTests {
    private static let folder = "suites/json-schema-test-suite/tests/draft2020-12"

    struct Score {
        var passed = 0
        var total = 0
        var failures: [String] = []
    }

    static func registry() throws -> SchemaRegistry {
        var registry = SchemaRegistry()
        let base = SharedFiles.root.appending(path: "suites/json-schema-test-suite/remotes").path
        for file in SharedFiles.allFiles(below: "suites/json-schema-test-suite/remotes") {
            let path = file.path.dropFirst(base.count)
            let drafts = ["/draft2020-12/", "/draft2019-09/"]
            guard drafts.contains(where: path.hasPrefix) || path.split(separator: "/").count == 1 else { continue }
            let uri = "http://localhost:1234" + path
            registry.register(try JSONValue(parsing: try SharedFiles.bytes(file)), at: uri)
        }
        return registry
    }

    private static func run(_ files: [URL], assertFormats: Bool) throws -> Score {
        let registry = try registry()
        var score = Score()
        for file in files {
            let document = try JSONDocument(try SharedFiles.bytes(file), limits: .schema)
            for group in document.root.elements {
                run(group, file.lastPathComponent, registry, assertFormats, &score)
            }
        }
        return score
    }

    private static func run(
        _ group: JSONNode,
        _ file: String,
        _ registry: SchemaRegistry,
        _ assertFormats: Bool,
        _ score: inout Score
    ) {
        guard let schema = group["schema"], let tests = group["tests"] else { return }
        let name = "\(file): \(group["description"]?.stringValue ?? "")"
        let options = CompiledSchema.Options(assertFormats: assertFormats)
        score.total += tests.count
        do throws(SchemaError) {
            let compiled = try CompiledSchema(JSONValue(schema), registry: registry, options: options)
            for test in tests.elements {
                guard let data = test["data"] else { continue }
                let violations = compiled.validate(data)
                let isValid = compiled.isValid(data)
                if isValid == test["valid"]?.boolValue && violations.isEmpty == isValid {
                    score.passed += 1
                } else {
                    score.failures.append("\(name) / \(test["description"]?.stringValue ?? "")")
                }
            }
        } catch {
            score.failures.append("\(name): \(error)")
        }
    }

    private func check(_ category: String, _ folder: String, formats: Bool, floor: Int) throws {
        guard let files = SharedFiles.files(in: folder) else { return }
        let score = try Self.run(files, assertFormats: formats)
        print("json-schema \(category): \(score.passed) of \(score.total)")
        if score.passed < score.total { print(score.failures.map { "  " + $0 }.joined(separator: "\n")) }
        #expect(score.passed >= floor)
    }

    @Test func `the required tests pass`() throws {
        try check("required", Self.folder, formats: false, floor: 1_299)
    }

    @Test func `the optional tests pass`() throws {
        try check("optional", Self.folder + "/optional", formats: false, floor: 162)
    }

    @Test func `the format tests pass`() throws {
        try check("format", Self.folder + "/optional/format", formats: true, floor: 764)
    }
}
