// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import JSONSchema

/// Hostile schemas are refused before they cost memory.
@Suite struct SchemaBoundsTests {
    private func list(_ count: Int, _ part: (Int) -> String) -> String { (0..<count).map(part).joined(separator: ",") }

    @Test(arguments: [
        "(a{1000}){1000}", "(?:(?:(?:){1000000}){1000000}){1000000}", "(?:a?){50000}", "(((a{99}){99}){99}){99}",
        "(?:\\p{L}{1000}){1000}", "(?:|){1000000}",
        String(repeating: "(", count: 101) + String(repeating: ")", count: 101), String(repeating: "a", count: 70_000),
    ])
    func `an expression too large is refused`(source: String) {
        #expect(throws: PatternError.self) { try Pattern(source) }
    }

    @Test(arguments: [
        ("^(?:a?){3000}b$", String(repeating: "a", count: 3_000)), ("(?:.*a.{14}b|.*c.{14}d)", "aaaacccc"),
        ("^(?:(?:a|b)?(?:a|c)?){900}$", String(repeating: "a", count: 500) + "!"),
    ])
    func `an expression without a table is searched within the steps`(source: String, text: String) throws {
        let pattern = JSONValue.object([JSONMember("pattern", .string(source))])
        let schema = try CompiledSchema(pattern)
        let node = try JSONDocument(JSONValue.string(text).serialised()).root
        #expect(schema.steps(node) <= 4_000_000 + 64 * (text.utf8.count + 2))
        let strict = try CompiledSchema(pattern, options: .init(maxSteps: 0))
        let found = strict.validate(node)
        #expect(found.isEmpty || found.count == 1)
    }

    @Test func `all expressions of a schema share one bound`() throws {
        let text = #"{"allOf":[\#(list(400) { #"{"pattern":".*a.{9}b{\#($0)}"}"# })]}"#
        #expect(try refusal(text)?.reason.contains("all expressions together") == true)
        #expect(try refusal(#"{"allOf":[\#(list(400) { _ in #"{"pattern":".*a.{9}b"}"# })]}"#) == nil)
    }

    @Test func `resources and dynamic references are bounded`() throws {
        let resources = list(17_000) { #""r\#($0)":{"$id":"https://r\#($0).example/"}"# }
        #expect(try refusal(#"{"$defs":{\#(resources)}}"#)?.reason.contains("$id") == true)
        let pairs = list(1_100) {
            ##""r\##($0)":{"$id":"https://r\##($0).example/","$dynamicAnchor":"a\##($0)","items":{"$dynamicRef":"#a\##($0)"}}"##
        }
        let uses = list(1_100) { ##"{"$ref":"https://r\##($0).example/"}"## }
        #expect(try refusal(#"{"$defs":{\#(pairs)},"allOf":[\#(uses)]}"#)?.reason.contains("dynamic") == true)
    }

    @Test func `long names above many schemas are refused`() throws {
        let inner = list(500) { #""p\#($0)":{}"# }
        let shape = { (length: Int) in
            #"{"properties":{"\#(String(repeating: "n", count: length))":{"properties":{\#(inner)}}}}"#
        }
        #expect(try refusal(shape(5_000))?.reason.contains("too long names") == true)
        #expect(try refusal(shape(400)) == nil)
    }

    @Test func `names chosen to collide are refused, many others are not`() throws {
        let names = colliding(250)
        #expect(Set(names.map { Fingerprint.of($0) }).count == 1)
        let evil = names.map { #""\#(String(decoding: $0, as: UTF8.self))":{}"# }.joined(separator: ",")
        #expect(try refusal(#"{"properties":{\#(evil)}}"#)?.reason.contains("collide") == true)
        #expect(try refusal(#"{"properties":{\#(list(20_000) { #""name\#($0)":{}"# })}}"#) == nil)
        #expect(try refusal(#"{"enum":[\#(list(20_000) { #""value \#($0)""# })]}"#) == nil)
    }

    /// Names of two words: what the first leaves behind is undone by the second, as the fingerprint is no secret.
    private func colliding(_ count: Int) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var number = 0
        while names.count < count {
            number += 1
            let first = (0..<8).map { UInt8(ascii: "a") + UInt8(truncatingIfNeeded: number >> ($0 * 4) & 15) }
            let product = (16 ^ ByteWord.load(first.span, 0)) &* 0x9E37_79B9_7F4A_7C15
            let second = product ^ product >> 32 ^ 0x0123_4567_89AB_CDEF
            let rest = (0..<8).map { UInt8(truncatingIfNeeded: second >> ($0 * 8)) }
            if rest.allSatisfy({ $0 > 0x22 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) { names.append(first + rest) }
        }
        return names
    }

    @Test func `names that Unicode calls equivalent hold different schemas`() throws {
        let schema = try schema("{\"properties\":{\"\u{E9}\":{\"type\":\"null\"},\"e\u{301}\":{\"type\":\"string\"}}}")
        #expect(try schema.isValid(parse("{\"\u{E9}\":null,\"e\u{301}\":\"\"}")))
        #expect(try !schema.isValid(parse("{\"\u{E9}\":\"\"}")) && !schema.isValid(parse("{\"e\u{301}\":null}")))
    }

    @Test func `ten thousand references to one definition are found at once`() throws {
        let members = list(10_000) { ##""m\##($0)":{"$ref":"#/$defs/d\##($0)"}"## }
        let shapes = list(10_000) { #""d\#($0)":{"minimum":\#($0)}"# }
        let schema = try schema(#"{"properties":{\#(members)},"$defs":{\#(shapes)}}"#)
        #expect(try !schema.isValid(parse(#"{"m9999":9998}"#)))
    }
}
