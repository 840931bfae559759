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
        case "type":
            ("must be \(kind(shape))", "send \(kind(shape))")
        case "enum":
            ("must be one of the codes listed in the contract", "use a code the contract lists for this field")
        case "pattern":
            ("does not have the form the contract gives", "follow the pattern in the contract")
        case "format":
            ("must be \(kind(shape))", "send \(kind(shape))")
        case "additionalProperties", "unevaluatedProperties", "false":
            ("has a member the contract does not list", "remove members the contract does not list")
        case "uniqueItems":
            ("has the same item twice", "send each item once")
        default:
            (detail, "keep to the limit the contract gives")
        }
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

    private static func format(_ shape: Shape) -> String? {
        shape.constraints.first { $0.name == "format" }?.value.asText.map { "text in \($0) form" }
    }
}
