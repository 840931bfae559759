// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Plain words for the faults a field's own schema finds.
enum FieldWords {
    /// `detail`: the validator's words, which hold no value of the message.
    static func violation(_ keyword: String, detail: String, shape: Shape, pointer: String, isKey: Bool) -> Violation {
        let words = isKey ? key(detail) : words(keyword, detail, shape)
        return Violation(pointer: pointer, rule: keyword, description: words.problem, mend: words.mend)
    }

    /// A required member that is absent.
    static func missing(_ name: String, in pointer: String) -> Violation {
        Violation(
            pointer: pointer + "/" + name,
            rule: "required",
            description: "is required but absent",
            mend: "send this field; it must be present and not null"
        )
    }

    private static func key(_ detail: String) -> (problem: String, mend: String) {
        ("a key of this map is not as the contract asks", "use keys of the form the contract gives")
    }

    private static func words(_ keyword: String, _ detail: String, _ shape: Shape) -> (problem: String, mend: String) {
        switch keyword {
        case "type", "format":
            ("must be \(kind(shape))", "send \(kind(shape))\(example(shape))")
        case "enum":
            ("must be one of the codes listed in the contract", codes(shape))
        case "pattern":
            ("does not have the form the contract gives", form(shape))
        case "additionalProperties", "unevaluatedProperties", "false":
            ("has a member the contract does not list", "remove members the contract does not list")
        case "uniqueItems":
            ("has the same item twice", "send each item once")
        default:
            (detail, limits(shape))
        }
    }

    /// The codes themselves while they fit on a line.
    private static func codes(_ shape: Shape) -> String {
        let codes = shape.codes.map { $0.value.asText ?? String(decoding: $0.value.serialised(), as: UTF8.self) }
        guard (1...12).contains(codes.count) else { return "use a code the contract lists for this field" }
        return codes.count == 1 ? "write \(codes[0])" : "use one of: \(codes.joined(separator: ", "))"
    }

    /// The pattern, and the contract's own example of it.
    private static func form(_ shape: Shape) -> String {
        guard let pattern = FieldLimits(shape).pattern else { return "follow the pattern in the contract" }
        let example = shape.examples.first?.asText.map { ", such as \($0)" } ?? ""
        return "write it in the form \(pattern)\(example)"
    }

    private static func limits(_ shape: Shape) -> String {
        let limits = FieldLimits(shape).limits
        return limits.isEmpty
            ? "keep to the limit the contract gives" : "keep within the limits: \(limits.joined(separator: "; "))"
    }

    private static func kind(_ shape: Shape) -> String {
        let words =
            switch shape.kind {
            case .string: format(shape) ?? "text"
            case .integer: "a whole number"
            case .number: "a number"
            case .boolean: "true or false"
            case .date: "a date written yyyy-MM-dd"
            case .time: "a time with its offset, as RFC 3339 writes it"
            case .timestamp: "a date and time with its offset, as RFC 3339 writes it"
            case .object, .map: "an object"
            case .array: "a list"
            }
        return shape.isNullable ? words + " or null" : words
    }

    /// How a day or time is written, for those who do not know the standard's name.
    private static func example(_ shape: Shape) -> String {
        switch shape.kind {
        case .date: ", such as 2026-09-01"
        case .time: ", such as 09:30:00+01:00"
        case .timestamp: ", such as 2026-09-01T09:30:00+01:00"
        default: ""
        }
    }

    private static func format(_ shape: Shape) -> String? {
        shape.constraints.first { $0.name == "format" }?.value.asText.map { "text in \($0) form" }
    }
}
