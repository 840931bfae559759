// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// A value while a rule is being worked out.
///
/// Objects and arrays of the message stay where they are in its text.
enum CELValue: Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case timestamp(Instant)
    case duration(TimeSpan)
    case list([CELValue])
    /// An array of the message.
    case array(JSONNode)
    /// An object of the message: CEL's map with text keys.
    case map(JSONNode)

    /// A JSON number is an int when it is exactly one that fits, else a double.
    init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.boolValue ?? false)
        case .string: self = .string(node.stringValue ?? "")
        case .array: self = .array(node)
        case .object: self = .map(node)
        case .number:
            if let integer = node.integerValue {
                self = .int(integer)
            } else {
                self = .double(Double(node.numberText ?? "") ?? .nan)
            }
        }
    }

    /// The elements when this is a list.
    var elements: [CELValue]? {
        switch self {
        case .list(let elements): elements
        case .array(let node): node.elements.map { CELValue($0) }
        default: nil
        }
    }
}
