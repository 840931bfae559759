// SPDX-License-Identifier: Apache-2.0

import JSONSchema
import Testing

@Suite struct SchemaErrorTests {
    @Test(arguments: [
        ("1", ""), (#"{"type":"text"}"#, "/type"),
        (#"{"properties":{"a":{"minLength":-1}}}"#, "/properties/a/minLength"),
        (#"{"items":[{}]}"#, "/items"), (#"{"pattern":"(?=a)"}"#, "/pattern"), (#"{"pattern":"["}"#, "/pattern"),
        (#"{"multipleOf":0}"#, "/multipleOf"), (##"{"$ref":"#/nowhere"}"##, ""),
        (#"{"$ref":"https://other.example/s"}"#, ""),
        (##"{"$recursiveRef":"#"}"##, "/$recursiveRef"),
        (##"{"$schema":"http://json-schema.org/draft-07/schema#"}"##, "/$schema"),
        (#"{"required":["a","a"]}"#, "/required"), (#"{"allOf":[]}"#, "/allOf"), (#"{"enum":1}"#, "/enum"),
        (#"{"patternProperties":{"a/[":{}}}"#, "/patternProperties/a~1["),
        (#"{"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}}"#, "/$defs/b"),
        (#"{"multipleOf":1.2345678901234567891}"#, "/multipleOf"),
        (#"{"properties":{"a":{"not":3}}}"#, "/properties/a/not"),
    ])
    func `a schema that cannot be honoured is refused at its place`(text: String, pointer: String) throws {
        #expect(try refusal(text)?.pointer == pointer)
    }

    @Test func `a schema that applies itself without end is refused`() throws {
        #expect(try refusal(##"{"$ref":"#"}"##) != nil)
        #expect(try refusal(##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"}]}},"$ref":"#/$defs/a"}"##) != nil)
        #expect(try refusal(##"{"properties":{"child":{"$ref":"#"}}}"##) == nil)
    }

    @Test func `a dynamic reference that runs in circles ends and is not valid`() throws {
        let text = ##"{"$dynamicAnchor":"me","not":{"$dynamicRef":"#me"}}"##
        #expect(try !schema(text).isValid(parse("1")))
        #expect(try !schema(text).validate(parse("1")).isEmpty)
    }

    @Test func `references reach other documents only through the registry`() throws {
        var registry = SchemaRegistry()
        registry.register(
            try value(#"{"$id":"https://shapes.example/named","$defs":{"code":{"$anchor":"code","maxLength":1}}}"#),
            at: "https://files.example/shapes.json"
        )
        for reference in ["https://files.example/shapes.json#/$defs/code", "https://shapes.example/named#code"] {
            let compiled = try CompiledSchema(
                try value(#"{"properties":{"a":{"$ref":"\#(reference)"}}}"#),
                registry: registry
            )
            let found = compiled.validate(try parse(#"{"a":"xy"}"#))
            #expect(found.map(\.instance) == ["/a"])
            #expect(found.map(\.schema) == ["https://files.example/shapes.json#/$defs/code/maxLength"])
        }
    }

    @Test func `relative references resolve against the base given`() throws {
        var registry = SchemaRegistry()
        registry.register(try value(#"{"type":"null"}"#), at: "https://files.example/a/b.json")
        let compiled = try CompiledSchema(
            try value(#"{"$ref":"b.json"}"#),
            baseURI: "https://files.example/a/main.json",
            registry: registry
        )
        #expect(try compiled.isValid(parse("null")) && !compiled.isValid(parse("1")))
    }

    @Test func `a document of draft 2019-09 is read as such`() throws {
        var registry = SchemaRegistry()
        let old =
            ##"{"$schema":"https://json-schema.org/draft/2019-09/schema","prefixItems":[false],"##
            + ##""items":[{"type":"null"},{"$ref":"#/items/0"}],"additionalItems":{"type":"string"}}"##
        registry.register(try value(old), at: "https://files.example/old")
        let compiled = try CompiledSchema(try value(#"{"$ref":"https://files.example/old"}"#), registry: registry)
        #expect(try compiled.isValid(parse(#"[null,null,"a"]"#)) && compiled.isValid(parse("[]")))
        #expect(try !compiled.isValid(parse("[null,1]")) && !compiled.isValid(parse("[null,null,1]")))
    }

    @Test func `dialects that name each other as parent are refused`() throws {
        var registry = SchemaRegistry()
        registry.register(try value(#"{"$schema":"https://b.example/"}"#), at: "https://a.example/")
        registry.register(try value(#"{"$schema":"https://a.example/"}"#), at: "https://b.example/")
        let text = try value(#"{"$schema":"https://a.example/"}"#)
        #expect(throws: SchemaError.self) { try CompiledSchema(text, registry: registry) }
    }
}
