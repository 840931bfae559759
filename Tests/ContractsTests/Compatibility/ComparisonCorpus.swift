// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

/// Pairs of contract versions, each written as edits of one base, with the verdicts of `datacontract breaking` beside ours.
struct ComparisonCorpus: Sendable {
    struct Pair: Sendable, CustomTestStringConvertible {
        let name: String
        let value: JSONValue
        let base: JSONValue

        var testDescription: String { name }

        func contracts() throws -> (old: Contract, new: Contract) {
            var old = base
            for edit in value["before"]?.elements ?? [] { try old.apply(edit) }
            var new = old
            for edit in value["edits"]?.elements ?? [] { try new.apply(edit) }
            return (try Contract(odcs: old), try Contract(odcs: new))
        }

        /// What we say, or the tool, or why the two differ.
        func flag(_ who: String, _ what: String) -> Bool? { value[who]?[what]?.flag }
        var verdict: String? { value["ours"]?["verdict"]?.text }
        var kind: String? { value["kind"]?.text }
        var difference: String? { value["difference"]?.text }
        /// The sides a document has to show; nil: all that are affected.
        var shown: [String]? { value["ours"]?["shown"]?.elements.compactMap(\.text) }
    }

    let tool: String
    let pairs: [Pair]

    static let all = Result {
        let file = Checkout.root.appending(path: "Tests/ContractsTests/Compatibility/pairs.json")
        let corpus = try JSONValue(parsing: [UInt8](try Data(contentsOf: file)))
        let base = try #require(corpus["base"])
        return ComparisonCorpus(
            tool: corpus["tool"]?.text ?? "",
            pairs: (corpus["pairs"]?.elements ?? []).map { Pair(name: $0["name"]?.text ?? "", value: $0, base: base) }
        )
    }

    static let pairs = (try? all.get().pairs) ?? []

    /// The pair of this name.
    static func contracts(_ name: String) throws -> (old: Contract, new: Contract) {
        try #require(pairs.first { $0.name == name }, "\(name)").contracts()
    }
}

extension JSONValue {
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var flag: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }

    fileprivate struct BadEdit: Error {
        let place: String
    }

    /// `{set, to}`, `{remove}` or `{add, item}`, each with the place it is about.
    fileprivate mutating func apply(_ edit: JSONValue) throws {
        guard let place = (edit["set"] ?? edit["remove"] ?? edit["add"])?.text else { throw BadEdit(place: "") }
        try change(place.split(separator: "/").map(String.init)[...]) { found in
            if edit["set"] != nil { return edit["to"] }
            guard edit["add"] != nil else { return nil }
            return .array((found?.elements ?? []) + [edit["item"]].compactMap(\.self))
        }
    }

    private mutating func change(_ tokens: ArraySlice<String>, _ edit: (JSONValue?) -> JSONValue?) throws {
        guard let token = tokens.first else { throw BadEdit(place: "") }
        let rest = tokens.dropFirst()
        func changed(_ value: JSONValue?) throws -> JSONValue? {
            guard !rest.isEmpty else { return edit(value) }
            var inner = value ?? .object([])
            try inner.change(rest, edit)
            return inner
        }
        switch self {
        case .object(var members):
            let index = members.firstIndex { $0.name == token }
            let value = try changed(index.map { members[$0].value })
            switch (index, value) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(JSONMember(token, value))
            case (nil, nil): throw BadEdit(place: token)
            }
            self = .object(members)
        case .array(var elements):
            let found = elements.firstIndex { element in
                ["name", "id", "property", "value"].contains { element[$0]?.text == token }
            }
            guard let index = found ?? Int(token), elements.indices.contains(index) else {
                throw BadEdit(place: token)
            }
            if let value = try changed(elements[index]) { elements[index] = value } else { elements.remove(at: index) }
            self = .array(elements)
        default: throw BadEdit(place: token)
        }
    }
}
