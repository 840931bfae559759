// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// The shared shapes of `contracts/shapes`: a contract holds each in full, word for word, and marks it by name.
@Suite struct ShapeTests {
    private static let folder = Checkout.root.appending(path: "contracts")

    private static func parse(_ file: URL) throws -> JSONValue {
        try YAMLSource.parse(try String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent).value
    }

    private static func files(_ suffix: String, below folder: URL) -> [URL] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { folder.appending(path: $0) }
    }

    @Test func `every use of a shared shape is the shape as it is published`() throws {
        let shapes = Self.files(".yaml", below: Self.folder.appending(path: "shapes"))
        guard !shapes.isEmpty else { return print("skipped: no contracts/shapes") }
        var published: [String: JSONValue] = [:]
        for file in shapes {
            published[file.deletingPathExtension().lastPathComponent] = Self.plain(try Self.parse(file), isRoot: true)
        }
        var uses = 0
        for file in Self.files(".odcs.yaml", below: Self.folder) {
            let place = file.path.dropFirst(Self.folder.path.count)
            try Self.visit(try Self.parse(file)) { node, name in
                uses += 1
                let shape = try #require(published[name], "\(place) uses \(name), which is not in contracts/shapes")
                #expect(
                    Self.plain(node, isRoot: true) == shape,
                    "\(place): \(node["name"]?.asText ?? "") is no \(name)"
                )
            }
        }
        #expect(uses > published.count)
    }

    /// Calls `body` with every node that says which shape it is.
    private static func visit(_ node: JSONValue, _ body: (JSONValue, String) throws -> Void) throws {
        switch node {
        case .object(let members):
            for custom in node["customProperties"]?.asElements ?? [] where custom["property"]?.asText == "shape" {
                if let name = custom["value"]?.asText { try body(node, name) }
            }
            for member in members { try visit(member.value, body) }
        case .array(let elements):
            for element in elements { try visit(element, body) }
        default: break
        }
    }

    /// A node without what may differ from use to use: what it is called, what it is said to be for, whether it must be there, and the ids
    /// of its rules, which are unique in a contract.
    private static func plain(_ node: JSONValue, isRoot: Bool = false) -> JSONValue {
        switch node {
        case .object(let members):
            let isRule = node["engine"] != nil
            let free: Set<String> =
                isRoot ? ["name", "businessName", "description", "required"] : isRule ? ["id"] : []
            let kept = members.filter { !free.contains($0.name) }.map { JSONMember($0.name, plain($0.value)) }
            return .object(kept.sorted { $0.name < $1.name })
        case .array(let elements): return .array(elements.map { plain($0) })
        default: return node
        }
    }
}
