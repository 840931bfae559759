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

    @Test func `a branch that lists the strings of a member it does not demand takes an object without it`() throws {
        let schema = try schema(
            #"""
            {"oneOf":[
              {"properties":{"kind":{"const":"a"},"x":{"type":"integer"}},"required":["x"]},
              {"properties":{"kind":{"enum":["b","c"]},"y":{"type":"integer"}},"required":["y"]},
              {"properties":{"kind":{"const":"d"}},"required":["kind"]},
              {"type":"array"}]}
            """#
        )
        for (text, isValid) in [
            (#"{"kind":"a","x":1}"#, true), (#"{"kind":"b","x":1}"#, false), (#"{"kind":"c","y":1}"#, true),
            (#"{"x":1}"#, true), (#"{"y":1}"#, true), (#"{"x":1,"y":1}"#, false), (#"{"kind":"d","x":1}"#, true),
            (#"{"kind":7,"x":1}"#, false), (#"{"kind":"e","x":1}"#, false), (#"{}"#, false), ("[]", false),
        ] {
            #expect(try schema.isValid(parse(text)) == isValid, "\(text)")
            #expect(try schema.validate(parse(text)).isEmpty == isValid, "\(text)")
        }
    }

    /// A thousand branches cost a step each to choose from; trying them all costs several more.
    @Test(arguments: [("const", true), ("pattern", false)])
    func `the member that tells branches apart best is the one looked at`(keyword: String, isQuick: Bool) throws {
        let branches = (0..<1_000).map { number in
            #"{"required":["kind"],"properties":{"at":{"enum":["x","y"]},"kind":{"\#(keyword)":"k\#(number)"}}}"#
        }
        let schema = try CompiledSchema(
            value(#"{"oneOf":[\#(branches.joined(separator: ","))]}"#),
            options: .init(maxSteps: 100)
        )
        let faults = try schema.validate(parse(#"{"at":"x","kind":"other"}"#))
        #expect(faults.contains(where: \.isUndecided) != isQuick)
        #expect(!faults.isEmpty)
    }

    /// Looking for such a member costs little where branches lead to the same ones over and over, or to a long list.
    @Test(.timeLimit(.minutes(1))) func `branches of branches of branches are compiled in bounded time`() throws {
        let references = Array(repeating: "{\"$ref\":\"#/$defs/%\"}", count: 40).joined(separator: ",")
        let levels = (0..<12).map { level in
            "\"\(level)\":{\"allOf\":[\(references.replacing("%", with: "\(level + 1)"))]}"
        }
        let codes = (0..<20_000).map { "\"\($0)\"" }.joined(separator: ",")
        let lists = Array(
            repeating: ##"{"anyOf":[{"minLength":1},{"$ref":"#/$defs/c"},{"$ref":"#/$defs/c"}]}"##,
            count: 2_000
        ).joined(separator: ",")
        let schema = try schema(
            #"""
            {"anyOf":[
              {"required":["k"],"properties":{"k":{"const":"a"}}},
              {"required":["k"],"properties":{"k":{"const":"b"}}},
              {"not":{"$ref":"#/$defs/0"}}],
             "allOf":[\#(lists)],
             "oneOf":[{"properties":{"k":{"const":"a"}}},{"properties":{"k":{"const":"b"}}},{"$ref":"#/$defs/0"}],
             "$defs":{\#(levels.joined(separator: ",")),"12":{"type":"null"},
              "c":{"properties":{"z":{"enum":[\#(codes)]}}}}}
            """#
        )
        #expect(try schema.isValid(parse(#"{"k":"a"}"#)))
        #expect(try !schema.isValid(parse(#"{"k":"c"}"#)))
    }

    /// Of one member alone, the others are passed over.
    @Test func `a condition on one member finds it wherever it stands and however it is written`() throws {
        let schema = try schema(
            #"""
            {"if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},
             "then":{"required":["x"]},"else":{"required":["y"]}}
            """#
        )
        for (text, isValid) in [
            (#"{"x":1,"kind":"a"}"#, true), (#"{"y":{"kind":"a"},"kind":"a"}"#, false),
            (#"{"y":[{"kind":"a"}],"z":0}"#, true), (#"{"\u006bind":"a","y":1}"#, false),
            (#"{"kind":"b","x":1}"#, false), ("7", true), ("{}", false),
        ] {
            #expect(try schema.isValid(parse(text)) == isValid, "\(text)")
        }
    }

    @Test func `what a lone member breaks is told where it stands`() throws {
        let schema = try schema(
            #"{"items":{"properties":{"n":{"type":"integer","minimum":3}},"required":["n"]}}"#
        )
        let faults = try schema.validate(parse(#"[{"n":"x"},{"m":[],"n":2},{"m":1},{"n":3}]"#))
        #expect(faults.map(\.instance) == ["/0/n", "/1/n", "/2"])
        #expect(faults.map(\.keyword) == ["type", "minimum", "required"])
    }

    @Test func `a member that a lone name evaluated is known, and one that is only demanded is not`() throws {
        let schema = try schema(
            #"{"allOf":[{"properties":{"x":true}},{"required":["y"]}],"unevaluatedProperties":{"type":"null"}}"#
        )
        #expect(try schema.isValid(parse(#"{"x":1,"y":null}"#)))
        #expect(try !schema.isValid(parse(#"{"x":1,"y":2}"#)))
    }

    @Test(arguments: [
        (#"[{"a":1,"b":[1,2]},{"b":[1,2],"a":1.0}]"#, false), (#"[{"a":1,"b":2},{"b":1,"a":2}]"#, true),
        (#"[{"a":1,"b":2,"c":3},{"a":1,"c":3,"b":2}]"#, false), (#"[{"a":1,"b":2},{"a":1,"c":2}]"#, true),
        (#"[{"a":{"x":1,"y":2}},{"\u0061":{"y":2,"x":1}}]"#, false), (#"[{"a":1},{"a":1,"b":1}]"#, true),
        (#"[[1,[2,3]],[1,[2,4]]]"#, true), (#"[[1,[2,3]],[1,[2,3]]]"#, false), (#"[{},[]]"#, true),
        (#"[{},{}]"#, false),
        (#"[1,2,3,4,5,6,7,{"a":1,"b":2},9,{"b":2,"a":1}]"#, false),
        (#"[1,2,3,4,5,6,7,{"a":1,"b":2},9,{"b":2,"a":2}]"#, true),
    ])
    func `objects are the same in whatever order their members stand`(text: String, areDistinct: Bool) throws {
        #expect(try schema(#"{"uniqueItems":true}"#).isValid(parse(text)) == areDistinct)
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
