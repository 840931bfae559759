// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct OutputTests {
    private func output(_ schema: String, _ text: String) throws -> SchemaOutput {
        try AnnotatedSchema(try value(schema)).evaluate(try parse(text))
    }

    private func text(_ value: JSONValue) -> String { String(decoding: value.serialised(), as: UTF8.self) }

    private static let order =
        ##"{"$id":"https://a.example/s","title":"T","properties":{"a~":{"$ref":"#/$defs/n"}},"##
        + ##""required":["b"],"$defs":{"n":{"type":"number","x-unit":"cm"}}}"##

    @Test func `errors name the way taken, the schema and the value`() throws {
        let output = try output(Self.order, #"{"a~":"x"}"#)
        #expect(text(output.rendered(.flag)) == #"{"valid":false}"#)
        #expect(
            text(output.rendered(.basic))
                == ##"{"valid":false,"keywordLocation":"","instanceLocation":"","errors":["##
                + ##"{"valid":false,"keywordLocation":"/properties/a~0/$ref/type","##
                + ##""absoluteKeywordLocation":"https://a.example/s#/$defs/n/type","instanceLocation":"/a~0","##
                + ##""error":"is not of type number"},{"valid":false,"keywordLocation":"/required","##
                + ##""absoluteKeywordLocation":"https://a.example/s#/required","instanceLocation":"","##
                + ##""error":"lacks the member \"b\""}]}"##
        )
        #expect(output.annotations.isEmpty)
    }

    @Test func `annotations are listed by schema and value`() throws {
        let output = try output(Self.order, #"{"a~":1,"b":2}"#)
        #expect(output.errors.isEmpty)
        #expect(
            text(output.rendered(.list))
                == ##"{"valid":true,"details":[{"valid":true,"evaluationPath":"/properties/a~0/$ref","##
                + ##""schemaLocation":"https://a.example/s#/$defs/n","instanceLocation":"/a~0","##
                + ##""annotations":{"x-unit":"cm"}},{"valid":true,"evaluationPath":"","##
                + ##""schemaLocation":"https://a.example/s#","instanceLocation":"","##
                + ##""annotations":{"properties":["a~"],"title":"T"}}]}"##
        )
    }

    @Test(arguments: [
        (#"{"anyOf":[{"type":"null","title":"A"},{"title":"B"}]}"#, "1", ["B"]),
        (#"{"oneOf":[{"type":"null","title":"A"},{"title":"B"}]}"#, "null", []),
        (#"{"not":{"type":"null","title":"A"},"title":"B"}"#, "1", ["B"]),
        (#"{"if":{"type":"null","title":"A"},"then":{"title":"B"},"else":{"title":"C"}}"#, "1", ["C"]),
        (#"{"dependentSchemas":{"a":{"title":"A"},"b":{"title":"B"}}}"#, #"{"a":1}"#, ["A"]),
        (#"{"prefixItems":[{"title":"A"}],"unevaluatedItems":{"title":"B"}}"#, "[1,2]", ["A", "B"]),
        (
            #"{"allOf":[{"contains":{"type":"null","title":"N"}}],"unevaluatedItems":{"title":"B"}}"#, "[1,null]",
            ["N", "B"]
        ),
        (#"{"propertyNames":{"title":"A"},"unevaluatedProperties":{"title":"B"}}"#, #"{"x":1}"#, ["B"]),
    ])
    func `only what holds annotates`(schema: String, instance: String, titles: [String]) throws {
        let output = try output(schema, instance)
        #expect(output.annotations.filter { $0.keyword == "title" }.map(\.value) == titles.map { .string($0) })
    }

    @Test func `a bound that is met is told, and is not valid`() throws {
        let text = ##"{"$dynamicAnchor":"me","not":{"$dynamicRef":"#me"}}"##
        let output = try output(text, "1")
        #expect(!output.isValid && output.isUndecided && output.errors.count == 1)
    }

    @Test func `the number of errors is bounded`() throws {
        let array = "[" + Array(repeating: "1", count: 500).joined(separator: ",") + "]"
        let schema = try AnnotatedSchema(try value(#"{"items":{"type":"null"}}"#))
        #expect(schema.evaluate(try parse(array), limit: 10).errors.count == 10)
    }
}
