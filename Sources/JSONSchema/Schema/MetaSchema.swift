// SPDX-License-Identifier: Apache-2.0

/// A rendering of the 2020-12 metaschema in our own words: the same identifiers, anchors and demands, nothing more.
enum MetaSchema {
    private static let base = "https://json-schema.org/draft/2020-12/"
    private static let parts = [
        "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "content",
    ]
    private static let schema = ##"{"$dynamicRef":"#meta"}"##
    private static let schemas = ##"{"type":"array","minItems":1,"items":{"$dynamicRef":"#meta"}}"##
    private static let schemaMap = ##"{"type":"object","additionalProperties":{"$dynamicRef":"#meta"}}"##
    private static let count = #"{"type":"integer","minimum":0}"#
    private static let names = #"{"type":"array","items":{"type":"string"},"uniqueItems":true}"#
    private static let text = #"{"type":"string"}"#
    private static let flag = #"{"type":"boolean"}"#
    private static let number = #"{"type":"number"}"#
    private static let kind = #"{"enum":["array","boolean","integer","null","number","object","string"]}"#

    /// The document of this URI, if it is part of the metaschema.
    static func document(_ uri: String) -> JSONValue? {
        guard uri.hasPrefix(base) else { return nil }
        return documents[String(uri.dropFirst(base.count))]
    }

    private static let documents: [String: JSONValue] = {
        var out = ["schema": parsed(root)]
        for name in parts { out["meta/" + name] = parsed(part(name, properties[name] ?? [:])) }
        return out
    }()

    private static func parsed(_ text: String) -> JSONValue {
        (try? JSONValue(parsing: Array(text.utf8))) ?? .bool(false)
    }

    private static var root: String {
        let vocabularies = parts.map { #""\#(base)vocab/\#($0)":true"# }.joined(separator: ",")
        let all = parts.map { #"{"$ref":"meta/\#($0)"}"# }.joined(separator: ",")
        return #"{"$schema":"\#(base)schema","$id":"\#(base)schema","$vocabulary":{\#(vocabularies)},"#
            + #""$dynamicAnchor":"meta","allOf":[\#(all)],"type":["object","boolean"],"#
            + #""properties":{"definitions":\#(schemaMap),"dependencies":{"type":"object","#
            + #""additionalProperties":{"anyOf":[\#(schema),\#(names)]}}}}"#
    }

    private static func part(_ name: String, _ properties: [String: String]) -> String {
        let members = properties.sorted { $0.key < $1.key }.map { #""\#($0.key)":\#($0.value)"# }
        return #"{"$schema":"\#(base)schema","$id":"\#(base)meta/\#(name)","$dynamicAnchor":"meta","#
            + #""type":["object","boolean"],"properties":{\#(members.joined(separator: ","))}}"#
    }

    private static let properties: [String: [String: String]] = [
        "core": [
            "$id": #"{"type":"string","pattern":"^[^#]*#?$"}"#, "$schema": text, "$ref": text, "$dynamicRef": text,
            "$anchor": #"{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"}"#,
            "$dynamicAnchor": #"{"type":"string","pattern":"^[A-Za-z_][-A-Za-z0-9._]*$"}"#,
            "$vocabulary": #"{"type":"object","additionalProperties":{"type":"boolean"}}"#, "$comment": text,
            "$defs": schemaMap,
        ],
        "applicator": [
            "prefixItems": schemas, "items": schema, "contains": schema, "additionalProperties": schema,
            "properties": schemaMap, "patternProperties": schemaMap, "dependentSchemas": schemaMap,
            "propertyNames": schema, "if": schema, "then": schema, "else": schema, "allOf": schemas,
            "anyOf": schemas, "oneOf": schemas, "not": schema,
        ],
        "unevaluated": ["unevaluatedItems": schema, "unevaluatedProperties": schema],
        "validation": [
            "type": #"{"anyOf":[\#(kind),{"type":"array","items":\#(kind),"#
                + #""minItems":1,"uniqueItems":true}]}"#,
            "const": "true", "enum": #"{"type":"array"}"#,
            "multipleOf": #"{"type":"number","exclusiveMinimum":0}"#, "maximum": number, "minimum": number,
            "exclusiveMaximum": number, "exclusiveMinimum": number, "maxLength": count, "minLength": count,
            "pattern": text, "maxItems": count, "minItems": count, "uniqueItems": flag, "maxContains": count,
            "minContains": count, "maxProperties": count, "minProperties": count, "required": names,
            "dependentRequired": #"{"type":"object","additionalProperties":\#(names)}"#,
        ],
        "meta-data": [
            "title": text, "description": text, "default": "true", "deprecated": flag, "readOnly": flag,
            "writeOnly": flag, "examples": #"{"type":"array"}"#,
        ],
        "format-annotation": ["format": text],
        "content": ["contentEncoding": text, "contentMediaType": text, "contentSchema": schema],
    ]
}
