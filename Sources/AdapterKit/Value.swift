// SPDX-License-Identifier: Apache-2.0

package import JSONSchema

/// A JSON value that an adapter reads or builds: numbers stay exact text, members keep their order.
public indirect enum Value: Sendable, Equatable {
    /// A member of an object.
    public typealias Member = (name: String, value: Value)

    /// The null value.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number as exact JSON text, such as `12` or `0.50`.
    case number(String)
    /// A string.
    case string(String)
    /// An array.
    case array([Value])
    /// An object; names are unique.
    case object([(name: String, value: Value)])

    /// An integer.
    public static func integer(_ value: Int) -> Value {
        .number(String(value))
    }

    /// An object of the members whose value is present: optional fields are left out, never sent as null.
    public static func record(_ members: [(String, Value?)]) -> Value {
        .object(members.compactMap { name, value in value.map { (name: name, value: $0) } })
    }

    /// An object of the members whose value is present, or nothing when there are none: for parts that may be left out.
    public static func entry(_ members: [(String, Value?)]) -> Value? {
        let record = record(members)
        return record.members.isEmpty ? nil : record
    }

    /// An array, or nothing when it would be empty.
    public static func list(_ elements: [Value]) -> Value? {
        elements.isEmpty ? nil : .array(elements)
    }

    /// Parses JSON text exactly: duplicate names, invalid UTF-8 and nesting past 64 are refused.
    ///
    /// - Throws: ``ValueSyntaxError`` with the byte offset of the mistake.
    public init(json bytes: [UInt8], maxBytes: Int = 16_777_216) throws(ValueSyntaxError) {
        do throws(JSONSyntaxError) {
            self.init(try JSONValue(parsing: bytes, limits: JSONLimits(maxBytes: maxBytes, maxDepth: 64)))
        } catch {
            throw ValueSyntaxError(offset: error.offset, reason: "\(error.reason)")
        }
    }

    /// The value as compact JSON text.
    public var json: [UInt8] { exact.serialised() }

    /// Compares exactly: strings and names by their bytes, objects in member order.
    public static func == (left: Value, right: Value) -> Bool {
        left.exact == right.exact
    }

    /// The member of that name.
    public subscript(name: String) -> Value? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The string, if it is one.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The elements, if it is an array.
    public var elements: [Value] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    /// The members, if it is an object.
    public var members: [Member] {
        guard case .object(let members) = self else { return [] }
        return members
    }

    /// The truth value, if it is one.
    public var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// The value at a path of member names.
    public func at(_ path: String...) -> Value? {
        path.reduce(Optional(self)) { value, name in value?[name] }
    }
}

/// Where JSON text is malformed; the text itself is never quoted.
public struct ValueSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The byte offset of the mistake, from 0.
    public let offset: Int
    /// What is wrong there.
    public let reason: String

    /// The reason and the place.
    public var description: String { "\(reason) at byte \(offset)" }
}

extension Value {
    package init(_ exact: JSONValue) {
        switch exact {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map(Value.init))
        case .object(let members): self = .object(members.map { (name: $0.name, value: Value($0.value)) })
        }
    }

    package var exact: JSONValue {
        switch self {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let text): .number(text)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.exact))
        case .object(let members): .object(members.map { JSONMember($0.name, $0.value.exact) })
        }
    }
}
