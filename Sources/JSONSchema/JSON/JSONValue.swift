// SPDX-License-Identifier: Apache-2.0

/// A JSON value one can build: numbers kept as their exact text, members in order.
package indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// The text of a number, as RFC 8259 writes it.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    /// Copies a parsed value.
    package init(_ node: JSONNode) {
        switch node.kind {
        case .null: self = .null
        case .bool: self = .bool(node.boolValue ?? false)
        case .number: self = .number(node.numberText ?? "0")
        case .string: self = .string(node.stringValue ?? "")
        case .array: self = .array(node.elements.map { JSONValue($0) })
        case .object: self = .object(node.members.map { JSONMember($0.name, JSONValue($0.value)) })
        }
    }

    /// Parses a text strictly; repeated member names are refused.
    package init(parsing bytes: [UInt8], limits: JSONLimits = .schema) throws(JSONSyntaxError) {
        self.init(try JSONDocument(bytes, limits: limits).root)
    }

    /// A number from an integer.
    package static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

    /// The member of exactly this name.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }
}

/// One member of an object.
package struct JSONMember: Sendable {
    /// The name, unescaped.
    package var name: String
    /// What it holds.
    package var value: JSONValue

    /// A member to build an object with.
    package init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

extension JSONMember: Equatable {
    /// Equality by the bytes of the name, and by value.
    package static func == (left: JSONMember, right: JSONMember) -> Bool {
        left.name.utf8.elementsEqual(right.name.utf8) && left.value == right.value
    }
}

extension JSONValue: Equatable {
    /// Equality as written: strings by bytes, numbers by text, members in order.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let one), .bool(let two)): one == two
        case (.number(let one), .number(let two)), (.string(let one), .string(let two)):
            one.utf8.elementsEqual(two.utf8)
        case (.array(let one), .array(let two)): one == two
        case (.object(let one), .object(let two)): one == two
        default: false
        }
    }
}
