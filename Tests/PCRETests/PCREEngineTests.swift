// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import PCRE
import Testing

@Suite struct PCREEngineTests {
    private func schema(_ pattern: String, limits: PCREEngine.Limits = .init()) throws -> CompiledSchema {
        let value = JSONValue.object([JSONMember("pattern", .string(pattern))])
        return try CompiledSchema(value, options: .init(engine: PCREEngine(limits: limits)))
    }

    private func node(_ text: String) throws -> JSONNode {
        try JSONDocument(JSONValue.string(text).serialised()).root
    }

    @Test(arguments: [
        (#"^(?!.*(.)\1)"#, ["abc", ""], ["abb"]),
        (#"^(?=.*\d)(?=.*[a-z]).{4,}$"#, ["ab1c"], ["abcd", "1a", "ab1c\n"]),
        (#"(?<=\$)\d+$"#, ["$5"], ["$5\n", "5", "$\u{665}"]),
        (#"(?<!a)b"#, ["cb", "b"], ["ab"]),
        (#"^(?<q>['"]).*\k<q>$"#, [#""a""#, "'a'"], [#""a'"#]),
        (#"^(?=\s)[^]$"#, ["\u{A0}", "\u{FEFF}", "\u{2028}"], ["\u{180E}", "x"]),
        (#"^(?=\w)\W*\w+$"#, ["a_9"], ["é", "a é"]),
        (#"^(?=\cJ)"#, ["\n"], ["J", "\\cJ"]),
        (#"^(?=\u00e9|\ud83d\ude00|\u{1F601})."#, ["\u{E9}", "\u{1F600}", "\u{1F601}"], ["e\u{301}", "u00e9"]),
        (#"^(?=\p{Letter}).$"#, ["é", "字"], ["1", "字字"]),
        (#"^(?=.)[^\d\s-].$"#, ["ab"], ["1b", "-b", "a\u{2028}"]),
        (#"^(?=[\ud800-\udfff])"#, [], ["\u{1F600}", "a"]),
        (#"^(?:(a)|b)\1c$"#, ["aac", "bc"], ["ac", "bac"]),
        (#"^\1(a)$"#, ["a"], ["aa"]), (#"\bfoo\b(?!é)"#, ["foo", "éfoo"], ["fooé", "xfoo"]),
        (#"^(?=a)(?:)a$|^(?![])$"#, ["a", ""], ["b"]),
        (#"^(?!\(\*)[*]{1,}\.\/\-$"#, ["**./-"], ["(**./-"]),
    ])
    func `an expression means what ECMA-262 says`(pattern: String, matching: [String], other: [String]) throws {
        let schema = try schema(pattern)
        for text in matching { #expect(try schema.isValid(node(text)), "\(pattern) on \(text)") }
        for text in other { #expect(try !schema.isValid(node(text)), "\(pattern) on \(text)") }
    }

    @Test(arguments: [
        #"(?=\a)"#, #"(?=\Z)"#, #"(?=a)\A"#, "(?P<a>b)(?=c)", #"(?=\-)["#, "(?=a)*", #"\2(a)"#,
        #"\k<no>(?<yes>a)"#, "(?<=a+)b", #"(?:(a)|b)*\1"#, #"(?<=(a)\1)b"#, "(?=a{70000})", "(?>a)", "(?i)a(?=b)",
        "(?=(((((((((((a{1000}){1000}){9}){9}){9}){9}){9}){9}){9}){9}){9}))",
    ])
    func `an expression that is wrong, or would mean something else, is refused`(pattern: String) {
        #expect(throws: SchemaError.self) { try schema(pattern) }
    }

    @Test func `without an engine such expressions are refused`() throws {
        let value = JSONValue.object([JSONMember("pattern", .string("(?=a)"))])
        #expect(throws: SchemaError.self) { try CompiledSchema(value) }
    }

    @Test(arguments: [
        (#"^(?=(a+)+$)"#, String(repeating: "a", count: 40) + "!"),
        (#"^(?=(.*)*y)"#, String(repeating: "a", count: 5_000)),
        (#"(?=a)"#, String(repeating: "b", count: 8_193)),
        (#"^(?:(?=a)a|aa)+$"#, String(repeating: "a", count: 90) + "b"),
    ])
    func `a search that meets its limit is neither valid nor a fault`(pattern: String, text: String) throws {
        let node = try node(text)
        for schema in [try schema(pattern), try schema("^(?!(?:" + pattern + "))")] {
            #expect(!schema.isValid(node))
            #expect(schema.validate(node).map(\.isUndecided) == [true])
        }
    }

    @Test func `not, anyOf and unknown members cannot turn a search that gave up into a verdict`() throws {
        let evil = #"{"pattern":"^(?=(a+)+$)"}"#
        let text = String(repeating: "a", count: 40) + "!"
        let shapes = [
            #"{"not":\#(evil)}"#, #"{"anyOf":[\#(evil),true]}"#, #"{"oneOf":[\#(evil),true]}"#,
            #"{"if":\#(evil),"else":true}"#, #"{"propertyNames":{"not":\#(evil)}}"#,
            #"{"patternProperties":{"^(?=(a+)+$)":false}}"#,
        ]
        for shape in shapes {
            let value = try JSONValue(parsing: Array(shape.utf8))
            let schema = try CompiledSchema(value, options: .init(engine: PCREEngine()))
            let whole = shape.contains("roper") ? #"{"\#(text)":1}"# : #""\#(text)""#
            let node = try JSONDocument(Array(whole.utf8)).root
            #expect(!schema.isValid(node), "\(shape)")
            #expect(schema.validate(node).map(\.isUndecided) == [true], "\(shape)")
        }
    }

    @Test func `many threads may use one expression`() async throws {
        let schema = try schema(#"^(?!.*(.)\1)[a-z]+$"#)
        let good = try node("abcdefghij")
        let bad = try node("abcdefghii")
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).allSatisfy { _ in schema.isValid(good) && !schema.isValid(bad) } }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes == Array(repeating: true, count: 8))
    }
}
