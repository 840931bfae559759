// SPDX-License-Identifier: Apache-2.0

import JSONSchema

/// Writes documents like an example: of the same form, with other names, numbers, dates and prose.
///
/// It knows no rule but which texts a schema names, and leaves those alone; whether its documents are valid is for the
/// validators to say.
struct DocumentWriter {
    private var writer: RecordWriter
    /// Codes and constants, wherever in the schema they stand.
    private let codes: Set<String>

    init(schema: JSONValue, seed: UInt64) {
        writer = RecordWriter(seed: seed)
        codes = Self.codes(of: schema)
    }

    /// - Parameter bytes: how long it is to be, give or take a tenth, if it has arrays that may grow.
    mutating func document(like example: JSONValue, growing names: [String], to bytes: Int) -> JSONValue {
        var document = varied(example, name: "")
        var missing = bytes * (90 + writer.below(21)) / 100 - document.serialised().count
        var grown = 0
        while missing > grown / 2, !names.isEmpty {
            grown = grow(writer.one(of: names), in: &document)
            guard grown > 0 else { break }
            missing -= grown
        }
        return document
    }

    /// Adds an element like one that is there, but not like the first if there are more: in a bundle that is the header.
    ///
    /// - Returns: how many bytes longer the document is.
    private mutating func grow(_ name: String, in document: inout JSONValue) -> Int {
        guard case .object(var members) = document, let place = members.firstIndex(where: { $0.name == name }),
            case .array(var elements) = members[place].value, let first = elements.first
        else { return 0 }
        let model = elements.count > 1 ? elements[1 + writer.below(elements.count - 1)] : first
        let element = varied(model, name: name)
        elements.append(element)
        members[place].value = .array(elements)
        document = .object(members)
        return element.serialised().count + 1
    }

    private mutating func varied(_ value: JSONValue, name: String) -> JSONValue {
        switch value {
        case .null, .bool: return value
        case .number(let text): return .number(varied(number: text))
        case .string(let text): return .string(codes.contains(text) ? text : varied(text, name: name))
        case .array(let elements):
            var varied: [JSONValue] = []
            for element in elements { varied.append(self.varied(element, name: name)) }
            return .array(varied)
        case .object(let members):
            var varied: [JSONMember] = []
            for member in members {
                varied.append(JSONMember(member.name, self.varied(member.value, name: member.name)))
            }
            return .object(varied)
        }
    }

    /// Small numbers may be levels or ranks, and stay.
    private mutating func varied(number text: String) -> String {
        guard text.count > 2, text.allSatisfy(\.isWholeNumber) else { return text }
        return text.dropLast(2) + writer.digits(2)
    }

    private mutating func varied(_ text: String, name: String) -> String {
        switch name {
        case "given": return writer.one(of: RecordWriter.given)
        case "family": return writer.one(of: RecordWriter.families)
        default: break
        }
        if text.hasPrefix("http") { return text }
        if text.suffix(36).wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/) != nil {
            return text.dropLast(36) + writer.uuid()
        }
        if text.prefixMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}|$)/) != nil {
            return varied(date: text)
        }
        if text.count(where: { $0 == " " }) > 3 { return writer.prose(text.utf8.count * (80 + writer.below(41)) / 100) }
        // The last three only: what stands before them marks a number as one for tests.
        if text.wholeMatch(of: /.*[0-9]{3}/) != nil { return text.dropLast(3) + writer.digits(3) }
        return text
    }

    /// Another day of the month and, of a time, another minute and second.
    private mutating func varied(date text: String) -> String {
        var bytes = Array(text.utf8)
        func put(_ number: Int, at place: Int) {
            guard place + 2 <= bytes.count else { return }
            bytes[place] = UInt8(ascii: "0") + UInt8(number / 10)
            bytes[place + 1] = UInt8(ascii: "0") + UInt8(number % 10)
        }
        put(1 + writer.below(28), at: 8)
        put(writer.below(60), at: 14)
        put(writer.below(60), at: 17)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func codes(of schema: JSONValue) -> Set<String> {
        switch schema {
        case .array(let elements): return elements.reduce(into: []) { $0.formUnion(codes(of: $1)) }
        case .object(let members):
            return members.reduce(into: []) { found, member in
                switch (member.name, member.value) {
                case ("const", .string(let text)): found.insert(text)
                case ("enum", .array(let elements)):
                    for case .string(let text) in elements { found.insert(text) }
                default: found.formUnion(codes(of: member.value))
                }
            }
        default: return []
        }
    }
}
