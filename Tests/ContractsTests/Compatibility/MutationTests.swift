// SPDX-License-Identifier: Apache-2.0

import Contracts
import Foundation
import JSONSchema
import Testing

/// The checkout's contracts with one field changed, judged against the hand-written examples beside them.
@Suite struct MutationTests {
    private static let folder = Checkout.root.appending(path: "contracts")

    private enum Change: CaseIterable {
        case removed, required, limited, renamed
    }

    /// The same contract with its `index`-th field changed; nil when it has none or is then no contract.
    private static func mutant(_ odcs: JSONValue, _ index: Int, _ change: Change) -> Contract? {
        var left = index
        guard let changed = mutated(odcs, &left, change), left < 0 else { return nil }
        return try? Contract(odcs: changed, lists: lists)
    }

    private static func mutated(_ value: JSONValue, _ left: inout Int, _ change: Change) -> JSONValue? {
        switch value {
        case .array(let elements):
            return .array(elements.compactMap { mutated($0, &left, change) })
        case .object(var members):
            if value["logicalType"] != nil, let name = value["name"]?.text, value["physicalType"] == nil {
                left -= 1
                if left == -1 {
                    switch change {
                    case .removed: return nil
                    case .required: set("required", .bool(true), in: &members)
                    case .renamed: set("name", .string(name + "Too"), in: &members)
                    case .limited:
                        set("logicalTypeOptions", .object([JSONMember("maxLength", .number("2"))]), in: &members)
                    }
                    return .object(members)
                }
            }
            return .object(members.map { JSONMember($0.name, mutated($0.value, &left, change) ?? .null) })
        default: return value
        }
    }

    private static let lists = Catalogue.lists(above: folder.appending(path: "police").path).lists

    private static func set(_ name: String, _ value: JSONValue, in members: inout [JSONMember]) {
        members.removeAll { $0.name == name }
        members.append(JSONMember(name, value))
    }

    @Test(arguments: [
        "police/missing-episode", "schools/suspension-notification", "virtual-school/absence-alert",
    ]) func `an example that a changed contract refuses is never promised to pass`(_ path: String) throws {
        let folder = Self.folder.appending(path: path)
        let file = folder.appending(path: "1.odcs.yaml")
        let odcs = try YAMLSource.parse(try String(contentsOf: file, encoding: .utf8), file: path).value
        let old = try Contract(odcs: odcs, lists: Self.lists)
        let examples = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/examples")
            .filter { $0.hasPrefix("good-") }.sorted()
            .map { try JSONDocument([UInt8](try Data(contentsOf: folder.appending(path: "examples/\($0)")))).root }
        #expect(!examples.isEmpty)
        var judged = 0, refused = 0
        for (number, index) in stride(from: 0, to: old.fields.count, by: 5).enumerated() {
            let change = Change.allCases[number % Change.allCases.count]
            guard let new = Self.mutant(odcs, index, change) else { continue }
            let comparison = ContractComparison(old: old, new: new)
            // A field may have been required before.
            guard comparison.isChanged else { continue }
            judged += 1
            #expect(!comparison.changes.contains { $0.kind == .unexplained }, "\(comparison.text())")
            guard examples.contains(where: { !new.validate($0).isAccepted }) else { continue }
            refused += 1
            #expect(comparison.verdict(for: .producer) == .major, "\(comparison.text())")
            #expect(comparison.changes.contains { !$0.samples.isEmpty }, "\(comparison.text())")
        }
        #expect(judged > 3 && refused > 0)
    }
}
