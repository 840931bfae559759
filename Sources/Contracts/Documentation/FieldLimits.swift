// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// What a field takes, in words for people who do not read schemas.
struct FieldLimits {
    /// The kind of value, such as `text` or `list`.
    let kind: String
    /// Each limit on its own, without the codes.
    let limits: [String]
    /// The pattern the text must have, if any.
    let pattern: String?

    init(_ shape: Shape) {
        kind = FieldLimits.kind(shape)
        pattern = shape.constraints.first { $0.name == "pattern" }?.value.asText
        var words = [
            FieldLimits.range(shape, "minLength", "maxLength", unit: "character"),
            FieldLimits.range(shape, "minItems", "maxItems", unit: "item"),
            FieldLimits.range(shape, "minProperties", "maxProperties", unit: "member"),
        ].compactMap(\.self)
        for (name, text) in FieldLimits.numbers {
            if let number = FieldLimits.number(shape, name) { words.append("\(text) \(number)") }
        }
        words += shape.bounds.map { "\($0.relation.plainWords) \($0.limit)" }
        if shape.constraints.contains(where: { $0.name == "uniqueItems" }) { words.append("no item twice") }
        if shape.isNullable { words.append("may be null") }
        if shape.isOpen { words.append("unlisted members are accepted and never passed on") }
        limits = words
    }

    private static let numbers = [
        ("minimum", "at least"), ("exclusiveMinimum", "more than"), ("maximum", "at most"),
        ("exclusiveMaximum", "less than"), ("multipleOf", "a multiple of"),
    ]

    private static func number(_ shape: Shape, _ name: String) -> String? {
        guard case .number(let text)? = shape.constraints.first(where: { $0.name == name })?.value else { return nil }
        return text
    }

    private static func range(_ shape: Shape, _ low: String, _ high: String, unit: String) -> String? {
        switch (number(shape, low), number(shape, high)) {
        case (nil, nil): nil
        case (let low?, nil): "at least \(low) \(plural(unit, low))"
        case (nil, let high?): "at most \(high) \(plural(unit, high))"
        case (let low?, let high?):
            low == high ? "exactly \(low) \(plural(unit, low))" : "\(low) to \(high) \(plural(unit, high))"
        }
    }

    private static func plural(_ unit: String, _ count: String) -> String { count == "1" ? unit : unit + "s" }

    private static func kind(_ shape: Shape) -> String {
        switch shape.kind {
        case .string:
            shape.constraints.first { $0.name == "format" }?.value.asText.map { "text, \($0)" }
                ?? (shape.codes.isEmpty ? "text" : "code")
        case .integer: "whole number"
        case .number: "number"
        case .boolean: "true or false"
        case .date: "date, yyyy-mm-dd"
        case .time: "time with its offset"
        case .timestamp: "date and time with offset"
        case .object: "object"
        case .array: "list"
        case .map: "map"
        }
    }
}
