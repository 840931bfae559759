// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import JSONSchema

/// What the compiler and the evaluator do to be quick must change no verdict.
@Suite struct ShortcutTests {
    /// Branches picked by a member that they demand.
    @Test(arguments: [
        (#"{"kind":"a","x":1}"#, true), (#"{"kind":"a","x":"1"}"#, false), (#"{"kind":"b","y":1}"#, true),
        (#"{"kind":"c","y":1}"#, true), (#"{"kind":"d"}"#, false), (#"{"kind":7}"#, false), (#"{}"#, false),
        (#"{"\u006bind":"\u0061","x":1}"#, true), ("3", true), (#""kind""#, false),
    ])
    func `branches are picked by the strings they demand of a member`(text: String, isValid: Bool) throws {
        let schema = try schema(
            #"""
            {"oneOf":[
              {"$ref":"#/$defs/a"},
              {"type":"object","required":["kind"],"properties":{"kind":{"enum":["b","c"]},"y":{"type":"integer"}}},
              {"type":"number"}],
             "$defs":{"a":{"type":"object","required":["kind"],"properties":{"kind":{"const":"a"},"x":{"type":"integer"}}}}}
            """#
        )
        #expect(try schema.isValid(parse(text)) == isValid)
        #expect(try schema.validate(parse(text)).isEmpty == isValid)
    }

    @Test func `a branch that does not demand the member is tried whatever its value`() throws {
        let schema = try schema(
            #"""
            {"anyOf":[
              {"required":["kind"],"properties":{"kind":{"const":"a"},"x":{"type":"null"}}},
              {"required":["kind"],"properties":{"kind":{"const":"b"},"x":{"type":"null"}}},
              {"properties":{"kind":{"const":"c"},"x":{"type":"boolean"}}},
              {"properties":{"kind":{"enum":["d",4]}},"required":["kind"]}]}
            """#
        )
        for (text, isValid) in [
            (#"{"x":true}"#, true), (#"{"x":null}"#, false), (#"{"kind":"c","x":true}"#, true),
            (#"{"kind":4,"x":1}"#, true), (#"{"kind":"d","x":1}"#, true), (#"{"kind":"a","x":null}"#, true),
            (#"{"kind":"a","x":1}"#, false), ("[]", true),
        ] {
            #expect(try schema.isValid(parse(text)) == isValid, "\(text)")
        }
    }

    @Test func `what a branch evaluated is known though others were not tried`() throws {
        let schema = try schema(
            #"""
            {"oneOf":[
              {"required":["kind"],"properties":{"kind":{"const":"a"},"x":true}},
              {"required":["kind"],"properties":{"kind":{"const":"b"},"y":true}}],
             "unevaluatedProperties":false}
            """#
        )
        #expect(try schema.isValid(parse(#"{"kind":"a","x":1}"#)))
        #expect(try !schema.isValid(parse(#"{"kind":"a","y":1}"#)))
    }

    @Test func `a chain of references is followed to its end, and a circle through members is no error`() throws {
        let schema = try schema(
            ##"""
            {"properties":{"next":{"$ref":"#/$defs/one"},"list":{"items":{"$ref":"#/$defs/one"}}},"required":["n"],
             "$defs":{"one":{"$ref":"#/$defs/two"},"two":{"$ref":"#"}}}
            """##
        )
        #expect(try schema.isValid(parse(#"{"n":1,"next":{"n":1,"list":[{"n":1}]}}"#)))
        #expect(try !schema.isValid(parse(#"{"n":1,"next":{"n":1,"list":[{}]}}"#)))
        let faults = try schema.validate(parse(#"{"n":1,"next":{"n":1,"list":[{}]}}"#))
        #expect(faults.map(\.instance) == ["/next/list/0"])
    }

    /// Expressions of one length are tested byte by byte.
    @Test(arguments: [
        ("^[A-Z][0-9]{3}$", ["A123"], ["A12", "A1234", "a123", "A12x", "\u{C1}12", "A12\u{663}", ""]),
        ("^(?:ab){2}[-.]$", ["abab-", "abab."], ["abab", "ababx", "ab-ab"]),
        ("^\u{E9}$", ["\u{E9}"], ["e", "\u{E8}"]), ("^[a-c]{2,3}$", ["ab", "abc"], ["a", "abcd"]),
        ("[0-9]{2}$", ["x12"], ["12x"]), ("^[^a]$", ["b", "\u{E9}"], ["a", "bb"]),
    ])
    func `a pattern of one length matches what it should`(pattern: String, good: [String], bad: [String]) throws {
        let schema = try schema(#"{"pattern":"\#(pattern)"}"#)
        for text in good { #expect(try schema.isValid(parse("\"\(text)\"")), "\(text)") }
        for text in bad { #expect(try !schema.isValid(parse("\"\(text)\"")), "\(text)") }
    }

    @Test func `a pattern of one length looks at the text behind escapes`() throws {
        let schema = try schema(#"{"pattern":"^[A-Z][0-9]{3}$","patternProperties":{"^k$":{"type":"null"}}}"#)
        #expect(try schema.isValid(parse(#""\u0041123""#)))
        #expect(try !schema.isValid(parse(#""A\n23""#)))
        #expect(try !schema.isValid(parse(#"{"\u006b":1}"#)))
    }

    @Test func `more than sixty-four required members are all demanded`() throws {
        let names = (0..<130).map { #""m\#($0)""# }
        let schema = try schema(#"{"required":[\#(names.joined(separator: ","))]}"#)
        let members = names.map { "\($0):1" }
        #expect(try schema.isValid(parse("{\(members.joined(separator: ","))}")))
        for missing in [0, 63, 64, 100, 129] {
            let rest = members.enumerated().filter { $0.offset != missing }.map(\.element)
            let faults = try schema.validate(parse("{\(rest.joined(separator: ","))}"))
            #expect(faults.map(\.detail) == ["lacks the member \"m\(missing)\""])
        }
    }

    /// The tape begins with room for ordinary texts.
    @Test(arguments: ["[1]", "[" + String(repeating: "1,", count: 5_000) + "1]", String(repeating: "[", count: 60)])
    func `a text of many small values is read whole`(text: String) throws {
        let opened = text.prefix { $0 == "[" }.count
        let text = text.hasSuffix("]") ? text : text + String(repeating: "]", count: opened)
        #expect(try parse(text).rawBytes.count == text.utf8.count)
        #expect(throws: JSONSyntaxError.self) { try parse(String(text.dropLast())) }
    }
}
