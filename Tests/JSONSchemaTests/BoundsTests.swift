// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

/// Hostile schemas and values cost bounded work, counted in steps.
@Suite struct BoundsTests {
    /// What a run may take with the usual options.
    private func budget(_ bytes: Int) -> Int { 4_000_000 + 64 * bytes }

    private func array(_ count: Int, _ element: (Int) -> String) -> String {
        "[" + (0..<count).map(element).joined(separator: ",") + "]"
    }

    private func object(_ count: Int, _ member: (Int) -> String) -> String {
        "{" + (0..<count).map(member).joined(separator: ",") + "}"
    }

    @Test(arguments: ["allOf", "anyOf", "oneOf"])
    func `a nest of references that doubles at each level is given up`(keyword: String) throws {
        let last = keyword == "allOf" ? "true" : "false"
        let levels = (0..<40).map { level in
            let next = ##"{"$ref":"#/$defs/l\##(level + 1)"}"##
            return #""l\#(level)":{"\#(keyword)":[\#(next),\#(next)]}"#
        }
        let text = ##"{"$ref":"#/$defs/l0","$defs":{"## + levels.joined(separator: ",") + #","l40":\#(last)}}"#
        let schema = try BoundsTests.compile(text, steps: 50_000)
        let node = try parse("1")
        #expect(schema.validate(node).map(\.isUndecided) == [true])
        #expect(!schema.isValid(node) && schema.steps(node) <= 50_064)
        let negated = try BoundsTests.compile(
            #"{"not":\#(text)}"#.replacing("#/$defs/", with: "#/not/$defs/"),
            steps: 50_000
        )
        #expect(!negated.isValid(node) && negated.validate(node).map(\.isUndecided) == [true])
    }

    @Test func `references that lead nowhere new end`() throws {
        #expect(try refusal(##"{"$ref":"#"}"##) != nil)
        #expect(try refusal(##"{"allOf":[{"if":{"$ref":"#"}}]}"##) != nil)
        var registry = SchemaRegistry()
        registry.register(try value(#"{"$ref":"https://b.example/"}"#), at: "https://a.example/")
        registry.register(try value(#"{"$ref":"https://a.example/"}"#), at: "https://b.example/")
        let circle = try value(#"{"$ref":"https://a.example/"}"#)
        #expect(throws: SchemaError.self) { try CompiledSchema(circle, registry: registry) }
        let dynamic = try schema(##"{"$dynamicAnchor":"me","anyOf":[{"$dynamicRef":"#me"},{"$dynamicRef":"#me"}]}"##)
        #expect(try dynamic.validate(parse("1")).map(\.isUndecided) == [true])
    }

    @Test func `a chain of references deeper than the limit is told`() throws {
        let links = (0..<1_500).map { ##""d\##($0)":{"$ref":"#/$defs/d\##($0 + 1)","minLength":1}"## }
        let text = ##"{"$ref":"#/$defs/d0","$defs":{"## + links.joined(separator: ",") + #","d1500":{"maxLength":3}}}"#
        #expect(try schema(text).validate(parse(#""ab""#)).map(\.isUndecided) == [true])
    }

    @Test func `unique elements cost no more than a few steps each`() throws {
        let schema = try schema(#"{"uniqueItems":true}"#)
        let texts = [
            array(50_000) { "\($0)" }, array(20_000) { #"{"a":[\#($0)],"b":"x"}"# }, array(20_000) { #""\#($0)e""# },
        ]
        for text in texts {
            let node = try parse(text, limits: .document)
            #expect(schema.isValid(node) && schema.steps(node) < 10 * 50_000 + text.utf8.count)
        }
        #expect(try !schema.isValid(parse(array(30_000) { $0 == 29_999 ? "7.0" : "\($0)" }, limits: .document)))
    }

    @Test(arguments: [
        ("1e400000000", "1e400000000", true), ("1e-400000000", "3e400000000", true), ("7", "7e400000000", true),
        ("7", "1e400000000", false), ("1e400000000", "1", false), ("1e-400000000", "0.5", true),
        ("3e-5", "1e99999999999999999999999999", false),
    ])
    func `huge exponents are compared exactly and at once`(divisor: String, number: String, expected: Bool) throws {
        let schema = try schema(#"{"multipleOf":\#(divisor)}"#)
        let node = try parse(number)
        #expect(schema.isValid(node) == expected && schema.steps(node) < 10)
        let bound = try BoundsTests.compile(#"{"maximum":1e400000000}"#)
        #expect(try bound.isValid(parse("1e399999999")) && !bound.isValid(parse("1.1e400000000")))
    }

    @Test func `a number of many digits costs by its length`() throws {
        let digits = String(repeating: "7", count: 500_000)
        let schema = try schema(#"{"multipleOf":7,"minimum":0}"#)
        let node = try parse(digits)
        #expect(schema.isValid(node) && schema.steps(node) < 100_000)
    }

    @Test func `patterns over many names are counted, and given up when they are too many`() throws {
        let patterns = object(1_000) { #""^x\#($0)_":{"type":"integer"}"# }
        let schema = try schema(#"{"patternProperties":\#(patterns)}"#)
        let some = try parse(object(500) { #""x\#($0)_":\#($0)"# })
        #expect(schema.isValid(some) && schema.steps(some) < 600_000)
        let many = try parse(object(5_000) { #""y\#($0)":1"# }, limits: .document)
        #expect(schema.steps(many) <= budget(many.rawBytes.count))
        let strict = try BoundsTests.compile(#"{"patternProperties":\#(patterns)}"#, steps: 1_000)
        #expect(strict.validate(some).map(\.isUndecided) == [true])
    }

    @Test func `long lists of required names cost a step a name`() throws {
        let names = array(5_000) { #""n\#($0)""# }
        let schema = try schema(#"{"required":\#(names),"dependentRequired":{"n0":["n1","n4999"]}}"#)
        let node = try parse(object(5_000) { #""n\#($0)":1"# })
        #expect(schema.isValid(node) && schema.steps(node) < 50_000)
    }

    @Test func `nested unevaluated keywords are counted by the children they remember`() throws {
        let nest = (0..<60).reduce("true") { inner, _ in #"{"anyOf":[\#(inner)],"unevaluatedItems":true}"# }
        let schema = try BoundsTests.compile(nest, steps: 1_000)
        #expect(try schema.validate(parse(array(5_000) { _ in "0" }, limits: .document)).isEmpty)
        let deep = (0..<120).reduce("true") { inner, _ in #"{"anyOf":[\#(inner)],"unevaluatedItems":true}"# }
        let limits = JSONLimits(maxBytes: 1 << 20, maxDepth: 300)
        let strict = try CompiledSchema(
            try JSONValue(parsing: Array(deep.utf8), limits: limits),
            options: .init(maxSteps: 1_000)
        )
        let found = strict.validate(try parse(array(5_000) { _ in "0" }, limits: .document))
        #expect(found.map(\.isUndecided) == [true])
    }

    @Test func `pointers to many faults are right and found in one walk`() throws {
        let schema = try schema(#"{"items":{"properties":{"a":{"items":{"type":"null"}}}}}"#)
        let node = try parse(array(5_000) { _ in #"{"b":[],"a":[null,1,2]}"# }, limits: .document)
        let found = schema.validate(node, limit: 9_000)
        #expect(found.count == 9_000)
        #expect(found[0].instance == "/0/a/1" && found[1].instance == "/0/a/2" && found[8_999].instance == "/4499/a/2")
    }

    static func compile(_ text: String, steps: Int = 4_000_000) throws -> CompiledSchema {
        try CompiledSchema(try value(text), options: .init(maxSteps: steps))
    }
}
