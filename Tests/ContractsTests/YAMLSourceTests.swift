// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema
import Testing

struct YAMLSourceTests {
    private func read(_ text: String) throws -> String {
        String(decoding: try YAMLSource.parse(text, file: "a.yaml").value.serialised(), as: UTF8.self)
    }

    @Test(arguments: [
        ("a: 1", #"{"a":1}"#), ("a: '1'", #"{"a":"1"}"#), ("a: 1.50", #"{"a":1.50}"#), ("a: 1.0.0", #"{"a":"1.0.0"}"#),
        ("a: true", #"{"a":true}"#), ("a: ~", #"{"a":null}"#), ("a:", #"{"a":null}"#), ("a: yr", #"{"a":"yr"}"#),
        ("a: '2024-08-19'", #"{"a":"2024-08-19"}"#), ("a: \"no\"", #"{"a":"no"}"#), ("a: -12", #"{"a":-12}"#),
        ("a: [x, {b: c}]", #"{"a":["x",{"b":"c"}]}"#), ("a: v3.2.0", #"{"a":"v3.2.0"}"#), ("a: '/'", #"{"a":"/"}"#),
        ("a: 1e3", #"{"a":1e3}"#), ("a: |\n  two\n  lines\n", #"{"a":"two\nlines\n"}"#),
        ("a: 12 days", #"{"a":"12 days"}"#),
    ])
    func `scalars follow the core schema`(_ yaml: String, _ json: String) throws {
        #expect(try read(yaml) == json)
    }

    @Test(arguments: [
        "y", "N", "no", "Yes", "ON", "off", "2024-08-19", "2024-08-19T10:00:00Z", "9:30", "12:30:45", "007", "0x1F",
        "0o17", "0b1", "+5",
        ".5", "5.", "1_000", ".inf", "-.INF", ".nan", "=", "<<",
    ])
    func `what other YAML readers would read otherwise must be quoted`(_ scalar: String) throws {
        let problem = try #require(throws: FileProblem.self) {
            try YAMLSource.parse("x: 1\na: \(scalar)\n", file: "f.yaml")
        }
        #expect(problem.line == 2)
        #expect(problem.key == "/a")
        #expect(problem.mend == "put the value in quotes")
        #expect(try read("a: '\(scalar)'") == "{\"a\":\"\(scalar)\"}")
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3", 1), ("a: &x 1\nb: *x", 1), ("b: 1\na: !!str 5", 2), ("b: 1\na: !mine {c: d}", 2),
        ("a: {b: 1}\nc:\n  <<: {d: 1}", 3), ("a: 1\n---\nb: 2", 2), ("? [a]\n: 1", 1), ("404: x", 1),
        ("a: 1\n  b: [", 2),
        ("a: &x\n  b: 1", 1), ("", 1), ("a: !!int '5'", 1), ("a: !!map {}", 1), ("yes: 1", 1), ("n: 1", 1),
    ])
    func `what the profile leaves out is refused with its line`(_ yaml: String, _ line: Int) throws {
        let problem = try #require(throws: FileProblem.self) { try YAMLSource.parse(yaml, file: "f.yaml") }
        #expect(problem.line == line)
        #expect(!problem.mend.isEmpty)
    }

    @Test func `lines are found for keys, items and missing keys`() throws {
        let source = try YAMLSource.parse("a: 1\nb:\n  c:\n    - x\n    - d: 1\n      'e/f~': 2\n", file: "f.yaml")
        func line(_ pointer: String) throws -> Int? { source.line(of: try JSONPointer(parsing: pointer)) }
        #expect(try line("/a") == 1)
        #expect(try line("/b/c") == 3)
        #expect(try line("/b/c/1/d") == 5)
        #expect(try line("/b/c/1/e~1f~0") == 6)
        #expect(try line("/b/c/1/absent/deeper") == 5)
        #expect(source.position(of: try JSONPointer(parsing: "/b/c/1/d"))?.column == 7)
        #expect(source.position(of: try JSONPointer(parsing: "/b/absent")) == nil)
    }

    @Test func `deep nesting and long files are refused`() {
        let deep = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
        #expect(throws: FileProblem.self) { try YAMLSource.parse("a: " + deep, file: "f.yaml") }
        let long = "a: '" + String(repeating: "x", count: YAMLSource.maxBytes) + "'"
        #expect(throws: FileProblem.self) { try YAMLSource.parse(long, file: "f.yaml") }
    }

    @Test func `a problem reads as file, line, key, fault and mend`() {
        let problem = FileProblem(
            file: "contracts/x.yaml",
            line: 12,
            key: "/schema/0/name",
            problem: "must be text",
            mend: "put the value in quotes"
        )
        #expect(
            problem.description == "contracts/x.yaml:12: /schema/0/name: must be text. Mend: put the value in quotes."
        )
    }
}
