// SPDX-License-Identifier: Apache-2.0

/// What output needs to know of a program and validation does not: where each subschema stands and what it annotates.
final class Trace: Sendable {
    /// One subschema, by the number of its node.
    struct Node: Sendable {
        /// As in ``KeywordPlace/schema``.
        var label = ""
        /// URI fragment in the document, led by the document's URI unless it is the one compiled.
        var location = ""
        /// Canonical URI: of the resource, with the pointer from there.
        var absolute = ""
        var annotations: [Annotation] = []
    }

    /// A keyword whose value is told to whoever asks about a valid instance.
    struct Annotation: Sendable {
        let keyword: String
        let value: JSONValue
        /// Whether it says something of strings alone (Validation §8).
        let onlyOfStrings: Bool
    }

    let nodes: [Node]

    init(_ nodes: [Node]) { self.nodes = nodes }

    /// Keywords that identify, assert or apply; any other annotates, known or not (Core §6.5).
    private static let silent: Set<String> = [
        "$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "$defs",
        "definitions", "dependencies", "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum",
        "exclusiveMinimum", "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains",
        "minContains", "maxProperties", "minProperties", "required", "dependentRequired", "allOf", "anyOf", "oneOf",
        "not", "if", "then", "else", "dependentSchemas", "prefixItems", "items", "contains", "properties",
        "patternProperties", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties",
    ]
    private static let content: Set<String> = ["contentMediaType", "contentEncoding", "contentSchema"]

    static func annotations(of schema: JSONValue) -> [Annotation] {
        guard case .object(let members) = schema else { return [] }
        return members.compactMap { member in
            guard !silent.contains(member.name) else { return nil }
            // Validation §8.5: without a media type it means nothing.
            if member.name == "contentSchema", schema["contentMediaType"] == nil { return nil }
            return Annotation(
                keyword: member.name,
                value: member.value,
                onlyOfStrings: content.contains(member.name)
            )
        }
    }

    /// A pointer as a URI fragment (RFC 6901 §6).
    static func fragment(_ pointer: String) -> String {
        var out: [UInt8] = [UInt8(ascii: "#")]
        for byte in pointer.utf8 {
            if ByteSet.query.contains(byte) {
                out.append(byte)
            } else {
                out += [UInt8(ascii: "%"), hex(byte >> 4), hex(byte & 0xF)]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func hex(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x37 + digit }
}
