// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// What officers are told of a broken record, word for word.
///
/// `Corpus/messages.txt` holds for each example the changes made to it and, indented, what the contract then says. With the environment
/// variable `CONCORDAT_RECORD=1` the file is written anew; read what changed before committing it.
@Suite struct MessageTests {
    /// One example, changed in one place.
    struct Case {
        let contract: String
        let example: String
        let change: String
        var told: [String]
    }

    private static let file = Checkout.root.appending(path: "Tests/ContractsTests/Corpus/messages.txt")

    private static func cases() throws -> [Case] {
        var cases: [Case] = []
        var head: [String] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init) {
            if line.hasPrefix("#") { continue }
            if line.hasPrefix("== ") {
                head = line.dropFirst(3).split(separator: " ").map(String.init)
            } else if line.hasPrefix("    ") {
                cases[cases.count - 1].told.append(String(line.dropFirst(4)))
            } else {
                cases.append(Case(contract: head[0], example: head[1], change: line, told: []))
            }
        }
        return cases
    }

    @Test func `each broken record is told as the corpus has it, and never with a value`() throws {
        let folder = Checkout.root.appending(path: "contracts").path
        let contracts = try Catalogue(contracts: try Catalogue.load(directory: folder).contracts)
        var cases = try Self.cases()
        #expect(cases.count >= 100)
        for index in cases.indices {
            let one = cases[index]
            let contract = try #require(contracts.all.last { $0.id.name == one.contract })
            let path = "\(folder)/\(one.contract.replacing(".", with: "/"))/examples/\(one.example).json"
            let original = try JSONValue(parsing: [UInt8](try Data(contentsOf: URL(filePath: path))))
            let changed = try RecordChange(one.change).applied(to: original)
            let verdict = contract.validate(try JSONDocument(changed.serialised()).root)
            let told =
                verdict.errors.map { "refused \(Self.words($0))" }
                + verdict.warnings.map { "warning \(Self.words($0))" }
            for value in Self.values(of: changed) where !contract.published.contains(value) {
                #expect(!told.joined().contains(value), "\(one.contract) \(one.change) tells a value")
            }
            if ProcessInfo.processInfo.environment["CONCORDAT_RECORD"] == nil {
                #expect(told == one.told, "\(one.contract) \(one.example): \(one.change)")
            }
            cases[index].told = told
        }
        if ProcessInfo.processInfo.environment["CONCORDAT_RECORD"] != nil { try Self.record(cases) }
    }

    private static func words(_ violation: Violation) -> String {
        let place = violation.pointer.isEmpty ? "the record" : violation.pointer
        let description = violation.description + (violation.description.hasSuffix(".") ? "" : ".")
        return "\(place) [\(violation.rule)] \(description) Mend: \(violation.mend)."
    }

    /// The texts and longer numbers of a record, and the names no contract has.
    private static func values(of value: JSONValue) -> [String] {
        switch value {
        case .string(let text): text.count > 3 ? [text, String(text.prefix(40))] : []
        case .number(let text): text.count > 3 ? [text] : []
        case .array(let elements): elements.flatMap(values)
        case .object(let members):
            members.flatMap { ($0.name.hasPrefix("zzq") ? [$0.name] : []) + values(of: $0.value) }
        default: []
        }
    }

    private static func record(_ cases: [Case]) throws {
        var text = "# Changes to examples, and what their contract then says; see MessageTests.\n"
        var head = ""
        for one in cases {
            let next = "== \(one.contract) \(one.example)\n"
            if next != head { text += next }
            head = next
            text += one.change + "\n" + one.told.map { "    \($0)\n" }.joined()
        }
        try Data(text.utf8).write(to: file)
    }
}

extension Contract {
    /// The contract's own text, in which codes and examples may be the very ones of a record.
    fileprivate var published: String { String(decoding: canonicalBytes, as: UTF8.self) }
}

/// `set POINTER JSON`, `long POINTER LENGTH`, `repeat POINTER` or `remove POINTER`.
private struct RecordChange {
    let verb: String
    let tokens: [String]
    let argument: String

    init(_ text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        verb = parts[0]
        tokens = try JSONPointer(parsing: parts[1]).tokens
        argument = parts.count > 2 ? parts[2] : ""
    }

    func applied(to record: JSONValue) throws -> JSONValue {
        let made: JSONValue? =
            switch verb {
            case "set": try JSONValue(parsing: Array(argument.utf8))
            case "long": .string(String(repeating: "Zzq", count: (Int(argument) ?? 0) / 3))
            default: nil
            }
        return change(record, tokens[...]) { old in
            guard verb == "repeat", case .array(let elements) = old, let first = elements.first else { return made }
            return .array(elements + [first])
        }
    }

    private func change(_ value: JSONValue, _ path: ArraySlice<String>, _ body: (JSONValue?) -> JSONValue?) -> JSONValue
    {
        guard let token = path.first else { return body(value) ?? value }
        let rest = path.dropFirst()
        switch value {
        case .object(let members):
            let old = members.first { $0.name == token }?.value
            let new = rest.isEmpty ? body(old) : old.map { change($0, rest, body) }
            let kept = members.compactMap { member in
                member.name == token ? new.map { JSONMember(token, $0) } : member
            }
            return .object(old == nil ? kept + (new.map { [JSONMember(token, $0)] } ?? []) : kept)
        case .array(let elements):
            return .array(
                elements.enumerated().compactMap { index, element in
                    String(index) == token ? (rest.isEmpty ? body(element) : change(element, rest, body)) : element
                }
            )
        default: return value
        }
    }
}
