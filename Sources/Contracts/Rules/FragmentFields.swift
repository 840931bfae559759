// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Finds which fields of a contract a JSON Schema fragment reads, and that they exist.
struct FragmentFields {
    /// What a fragment may not do, or names wrongly.
    enum Problem: Error {
        case field(FieldError)
        case keyword(String)
    }

    private(set) var touches: Set<Touch> = []

    static func read(by fragment: JSONValue, on shape: Shape) throws(Problem) -> Set<Touch> {
        var fields = FragmentFields()
        try fields.trace(fragment, shape)
        return fields.touches
    }

    private mutating func trace(_ schema: JSONValue, _ shape: Shape) throws(Problem) {
        for member in schema.asMembers ?? [] {
            guard !member.name.hasPrefix("$") else { throw .keyword(member.name) }
            switch member.name {
            case "if", "then", "else", "not": try trace(member.value, shape)
            case "allOf", "anyOf", "oneOf":
                for part in member.value.asElements ?? [] { try trace(part, shape) }
            case "properties", "dependentSchemas":
                for part in member.value.asMembers ?? [] {
                    let child = try presence(of: part.name, in: shape)
                    try trace(part.value, member.name == "properties" ? child : shape)
                }
            case "required": try names(member.value, in: shape)
            case "dependentRequired":
                for part in member.value.asMembers ?? [] {
                    _ = try presence(of: part.name, in: shape)
                    try names(part.value, in: shape)
                }
            case "items", "contains":
                guard shape.kind == .array, let item = shape.item else { throw .keyword(member.name) }
                touches.insert(Touch(pattern: shape.pattern, depth: .presence))
                try trace(member.value, item)
            case "minItems", "maxItems", "minContains", "maxContains", "type":
                touches.insert(Touch(pattern: shape.pattern, depth: .presence))
            case "title", "description": continue
            default: touches.insert(Touch(pattern: shape.pattern, depth: .whole))
            }
        }
    }

    private mutating func names(_ value: JSONValue, in shape: Shape) throws(Problem) {
        for name in value.asElements?.compactMap(\.asText) ?? [] { _ = try presence(of: name, in: shape) }
    }

    private mutating func presence(of name: String, in shape: Shape) throws(Problem) -> Shape {
        let child: Shape? =
            switch shape.kind {
            case .object: shape.child(name)
            case .map: shape.item
            default: nil
            }
        guard let child else { throw .field(FieldError(name: name, node: shape.pattern)) }
        touches.insert(Touch(pattern: child.pattern, depth: .presence))
        return child
    }
}
