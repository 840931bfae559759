// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct ViolationTests {
    private static let pupil = #"""
        {"type":"object","additionalProperties":false,"required":["upn","marks","name"],
         "properties":{"upn":{"type":"string","maxLength":13,"pattern":"^[A-Z]"},
          "name":{"$ref":"#/$defs/name"},
          "marks":{"type":"array","items":{"type":"object","required":["code"],
            "properties":{"code":{"enum":["/","L","N"]},"minutes":{"type":"integer","minimum":0}}}}},
         "$defs":{"name":{"type":"string","minLength":2}}}
        """#

    private func violations(_ schemaText: String, _ text: String, limit: Int = 100) throws -> [SchemaViolation] {
        try schema(schemaText).validate(parse(text), limit: limit)
    }

    @Test func `every fault is told with both pointers, in document order`() throws {
        let found = try violations(
            Self.pupil,
            #"{"name":"Ø","marks":[{"code":"Q"},{"minutes":-1.5},{"code":"L"}],"upn":"a23456789012345"}"#
        )
        #expect(
            found.map { "\($0.instance) \($0.keyword) \($0.schema)" } == [
                "/name minLength /$defs/name/minLength",
                "/marks/0/code enum /properties/marks/items/properties/code/enum",
                "/marks/1 required /properties/marks/items/required",
                "/marks/1/minutes type /properties/marks/items/properties/minutes/type",
                "/upn maxLength /properties/upn/maxLength", "/upn pattern /properties/upn/pattern",
            ]
        )
        #expect(found[0].detail == "is shorter than 2 characters")
        #expect(found[2].detail == #"lacks the member "code""#)
    }

    @Test func `no violation repeats anything from the record`() throws {
        let secret = "Zyxwv9990000018"
        let texts = [
            #"{"\#(secret)":1,"upn":"\#(secret)\#(secret)","marks":"\#(secret)","name":5}"#,
            #"{"upn":"A1","name":"No","marks":[{"code":"\#(secret)","minutes":"\#(secret)"}]}"#,
        ]
        for text in texts {
            let found = try violations(Self.pupil, text)
            #expect(!found.isEmpty)
            #expect(!found.contains { "\($0)".contains(secret) })
        }
    }

    @Test func `a pointer stops before a member name the schema does not give`() throws {
        let map = #"{"properties":{"known":{"additionalProperties":{"properties":{"n":{"type":"null"}}}}}}"#
        let found = try violations(map, #"{"known":{"Jo Bloggs":{"n":1}}}"#)
        #expect(found.map(\.instance) == ["/known"])
        #expect(found.first?.detail.contains("Bloggs") == false)
    }

    @Test func `an unknown member is told at the object around it, once`() throws {
        let found = try violations(Self.pupil, #"{"x":1,"y":2,"upn":"A","marks":[],"name":"Jo"}"#)
        #expect(found.map(\.instance) == [""])
        #expect(found.map(\.keyword) == ["additionalProperties"])
    }

    @Test func `the limit holds`() throws {
        let many = "[" + (0..<50).map { "\($0)" }.joined(separator: ",") + "]"
        #expect(try violations(#"{"items":{"type":"string"}}"#, many, limit: 7).count == 7)
        #expect(try violations(#"{"items":{"type":"string"}}"#, many).count == 50)
    }

    @Test func `the one branch meant for this kind of value explains itself`() throws {
        let text = #"{"anyOf":[{"type":"null"},{"type":"object","required":["a"]}]}"#
        #expect(try violations(text, "{}").map(\.keyword) == ["required"])
        #expect(try violations(text, "1").map(\.keyword) == ["anyOf"])
        #expect(try violations(text, "null").isEmpty)
    }

    @Test func `pointers count from the value that was validated`() throws {
        let node = try parse(#"{"data":{"a":1}}"#)
        let inner = try #require(node["data"])
        #expect(try schema(#"{"properties":{"a":{"type":"null"}}}"#).validate(inner).map(\.instance) == ["/a"])
    }

    @Test func `more than sixty-four required names are all checked`() throws {
        let names = (0..<80).map { #""n\#($0)""# }
        let all = names.map { $0 + ":1" }
        let text = #"{"required":["# + names.joined(separator: ",") + "]}"
        #expect(try violations(text, "{" + all.joined(separator: ",") + "}").isEmpty)
        let found = try violations(text, "{" + all.dropLast().joined(separator: ",") + "}")
        #expect(found.map(\.detail) == [#"lacks the member "n79""#])
    }

    @Test func `repeated names cannot stand in for required ones`() throws {
        let document = try JSONDocument(Array(#"{"a":1,"a":2}"#.utf8), allowingDuplicateNames: true)
        #expect(try !schema(#"{"required":["a","b"]}"#).isValid(document.root))
    }
}
