// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

/// The parts that contracts share: a file each in `contracts/shapes`, written out in every contract that has one.
@Suite struct ShapeTests {
    /// What a contract says of a field in its own words.
    private static let own: Set<String> = ["name", "businessName", "description", "required"]

    private static func read(_ suffix: String) throws -> [(path: String, value: JSONValue)] {
        let folder = Checkout.root.appending(path: "contracts").path
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(suffix) }.sorted().map { path in
            let text = try String(contentsOfFile: folder + "/" + path, encoding: .utf8)
            return (path, try YAMLSource.parse(text, file: path).value)
        }
    }

    private static func shapes() throws -> [String: JSONValue] {
        let files = try read(".yaml").filter { $0.path.hasPrefix("shapes/") }
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path.dropFirst(7).dropLast(5).description, $0.value) })
    }

    /// Every node of a document that is marked as a shape, with the shape's name.
    private static func marked(_ value: JSONValue) -> [(shape: String, node: JSONValue)] {
        switch value {
        case .object(let members):
            var found = members.flatMap { marked($0.value) }
            if case .array(let customs)? = value["customProperties"] {
                for custom in customs where custom["property"] == .string("shape") {
                    if case .string(let name)? = custom["value"] { found.append((name, value)) }
                }
            }
            return found
        case .array(let elements): return elements.flatMap(marked)
        default: return []
        }
    }

    /// Whether a node is the shape, but for the words of its own at the top and prefixes before the ids of rules.
    private static func isSame(_ node: JSONValue, _ shape: JSONValue, atTop: Bool) -> Bool {
        switch (node, shape) {
        case (.object(let members), .object(let others)):
            // In which order a node's keys are written says nothing.
            let kept = members.filter { !atTop || !own.contains($0.name) }.sorted { $0.name < $1.name }
            let expected = others.filter { !atTop || !own.contains($0.name) }.sorted { $0.name < $1.name }
            return kept.map(\.name) == expected.map(\.name)
                && zip(kept, expected).allSatisfy { member, other in
                    guard member.name == "id", case .string(let id) = member.value, case .string(let base) = other.value
                    else { return isSame(member.value, other.value, atTop: false) }
                    return id == base || id.hasSuffix("_" + base)
                }
        case (.array(let elements), .array(let others)):
            return elements.count == others.count
                && zip(elements, others).allSatisfy { isSame($0, $1, atTop: false) }
        default: return node == shape
        }
    }

    @Test func `a shared shape is the same in every contract and in every other shape`() throws {
        let shapes = try Self.shapes()
        var used: Set<String> = []
        for file in try Self.read(".odcs.yaml") + Self.read(".yaml").filter({ $0.path.hasPrefix("shapes/") }) {
            for (name, node) in Self.marked(file.value) {
                let shape = try #require(shapes[name], "\(file.path): \(name) is no shape")
                let isSame = Self.isSame(node, shape, atTop: true)
                #expect(isSame, "\(file.path): \(name)")
                if !file.path.hasPrefix("shapes/") { used.insert(name) }
            }
        }
        #expect(used == Set(shapes.keys))
    }
}
