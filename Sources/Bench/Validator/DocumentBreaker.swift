// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Breaks a valid document in one place and one way, as its schema says that it can be broken.
struct DocumentBreaker {
    /// The ways, which take turns.
    enum Fault: CaseIterable { case missing, code, type, extra, format }

    /// A place, and what to put there.
    private struct Break {
        let fault: Fault
        let path: [Int]
        let value: JSONValue
    }

    private let schema: JSONValue
    private var random: SplitMix

    init(schema: JSONValue, seed: UInt64) {
        self.schema = schema
        random = SplitMix(state: seed)
    }

    /// - Parameter turn: chooses the way; the next is taken where a document has no place for it.
    mutating func broken(_ document: JSONValue, turn: Int) throws -> JSONValue {
        let breaks = breaks(of: document, schema, at: [])
        for step in Fault.allCases.indices {
            let fault = Fault.allCases[(turn + step) % Fault.allCases.count]
            guard let chosen = breaks.filter({ $0.fault == fault }).randomElement(using: &random) else { continue }
            return document.replacing(chosen.path[...], with: chosen.value)
        }
        throw DocumentSet.Unusable(description: "a schema of the bench forbids nothing")
    }

    /// Every break at a value and below it.
    private func breaks(of value: JSONValue, _ schema: JSONValue, at path: [Int]) -> [Break] {
        let schema = resolved(schema, for: value)
        var found: [Break] = []
        func add(_ fault: Fault, _ value: JSONValue) { found.append(Break(fault: fault, path: path, value: value)) }
        if schema["type"] != nil {
            if case .bool = value { add(.type, .string("no")) } else { add(.type, .bool(true)) }
        }
        switch value {
        case .string:
            if schema["enum"] != nil || schema["const"] != nil { add(.code, .string("no such code")) }
            if schema["format"] != nil { add(.format, .string("31st of June")) }
        case .array(let elements):
            guard let items = schema["items"] else { break }
            for (place, element) in elements.enumerated() { found += breaks(of: element, items, at: path + [place]) }
        case .object(let members):
            if case .array(let required)? = schema["required"] {
                for case .string(let name) in required { add(.missing, .object(members.filter { $0.name != name })) }
            }
            if schema["additionalProperties"] == .bool(false) {
                add(.extra, .object(members + [JSONMember("unlisted", .bool(true))]))
            }
            for (place, member) in members.enumerated() {
                guard let listed = schema["properties"]?[member.name] else { continue }
                found += breaks(of: member.value, listed, at: path + [place])
            }
        default: break
        }
        return found
    }

    /// The schema behind a reference, and of alternatives the one whose constants the value has.
    private func resolved(_ schema: JSONValue, for value: JSONValue) -> JSONValue {
        if case .string(let reference)? = schema["$ref"], reference.hasPrefix("#/") {
            let target = reference.dropFirst(2).split(separator: "/").reduce(self.schema) { $0[String($1)] ?? .null }
            return resolved(target, for: value)
        }
        guard case .array(let alternatives)? = schema["oneOf"] else { return schema }
        let found = alternatives.lazy.map { resolved($0, for: value) }.first { alternative in
            guard case .object(let properties)? = alternative["properties"] else { return false }
            return properties.allSatisfy { $0.value["const"] == nil || $0.value["const"] == value[$0.name] }
        }
        return found ?? schema
    }
}

extension JSONValue {
    /// - Parameter path: positions of members and elements.
    fileprivate func replacing(_ path: ArraySlice<Int>, with value: JSONValue) -> JSONValue {
        guard let place = path.first else { return value }
        switch self {
        case .array(var elements):
            elements[place] = elements[place].replacing(path.dropFirst(), with: value)
            return .array(elements)
        case .object(var members):
            members[place].value = members[place].value.replacing(path.dropFirst(), with: value)
            return .object(members)
        default: return value
        }
    }
}
