// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema
import Testing

@testable import Contracts

/// Examples that show what breaks, where no document can be made up.
@Suite struct SeedTests {
    private static let folder = Checkout.root.appending(path: "contracts").path

    private static let files: [String] = {
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".odcs.yaml") }.sorted()
    }()

    private static let lists = Catalogue.lists(above: folder + "/police").lists

    /// The contract with one more field that has to be sent.
    private static func widened(_ odcs: JSONValue) throws -> JSONValue {
        let field = try JSONValue(
            parsing: Array(#"{"name": "addedForTest", "logicalType": "string", "required": true}"#.utf8)
        )
        func changed(_ value: JSONValue?, _ path: ArraySlice<String>) -> JSONValue {
            guard let name = path.first else { return .array((value?.elements ?? []) + [field]) }
            if name == "0" { return .array([changed(value?.elements.first, path.dropFirst())]) }
            guard case .object(let members)? = value else { return .null }
            return .object(
                members.map { $0.name == name ? JSONMember(name, changed($0.value, path.dropFirst())) : $0 }
            )
        }
        return changed(odcs, ["schema", "0", "properties"])
    }

    private static func examples(beside file: String) throws -> [JSONValue] {
        let examples = folder + "/" + file.split(separator: "/").dropLast().joined(separator: "/") + "/examples"
        return try FileManager.default.contentsOfDirectory(atPath: examples).filter { $0.hasPrefix("good-") }.sorted()
            .map { try JSONValue(parsing: [UInt8](try Data(contentsOf: URL(filePath: "\(examples)/\($0)")))) }
    }

    @Test(arguments: files) func `every contract has a document that a new required field breaks`(
        _ file: String
    ) throws {
        let text = try String(contentsOfFile: Self.folder + "/" + file, encoding: .utf8)
        let odcs = try YAMLSource.parse(text, file: file).value
        let old = try Contract(odcs: odcs, lists: Self.lists)
        let new = try Contract(odcs: try Self.widened(odcs), lists: Self.lists)
        let comparison = ContractComparison(old: old, new: new, examples: try Self.examples(beside: file))
        let change = try #require(comparison.changes.first { $0.pointer.description == "/addedForTest" })
        let sample = try #require(change.samples.first { $0.side == .producer }, "\(change.words)")
        #expect(sample.violations.contains { $0.pointer == "/addedForTest" && $0.rule == "required" })
        #expect(old.validate(try JSONDocument(sample.document.serialised()).root).isAccepted)
    }

    /// No text that is tried begins with q and has five characters.
    private static let riddle = """
                - {name: word, logicalType: string, required: true}
                - {name: ending, logicalType: string, required: true}
        """
    private static let rule = """
            quality:
              - {id: rhymes, type: custom, engine: cel, severity: error, description: It rhymes., implementation: "size(this.ending) == 5 && this.ending.startsWith('q') && this.word.endsWith(this.ending)"}
        """

    @Test func `a rule no document was found for is kept by an example, and the first that fits is shown`() throws {
        let text = Samples.minimal(property: Self.riddle, rules: Self.rule)
        let added = "\n        - {name: added, logicalType: string, required: true}"
        let old = try Samples.contract(text)
        let new = try Samples.contract(Samples.minimal(property: Self.riddle + added, rules: Self.rule))
        #expect(old.sampleDocument(isFull: false) == nil)
        let alone = ContractComparison(old: old, new: new)
        #expect(alone.changes.allSatisfy(\.samples.isEmpty) && alone.changes.contains { !$0.undecided.isEmpty })
        let examples = try [#"{"word":"x"}"#, #"{"word":"quick-quack","ending":"quack"}"#, #"{"word":"q"}"#]
            .map { try JSONValue(parsing: Array($0.utf8)) }
        let helped = ContractComparison(old: old, new: new, examples: examples)
        #expect(helped.changes.flatMap(\.samples).map(\.document) == [examples[1]])
        #expect(helped.text() == ContractComparison(old: old, new: new, examples: examples).text())
    }

    @Test func `what is asked of a ready document is laid over it, and the rest stays`() throws {
        let contract = try Samples.contract(
            property: """
                        - {name: a, logicalType: string}
                        - {name: b, logicalType: integer}
                        - {name: c, logicalType: array, items: {logicalType: object, properties: [{name: d, logicalType: string}]}}
                """
        )
        let writer = SampleWriter(contract)
        let seed = try JSONValue(parsing: Array(#"{"a":"kept","c":[{"d":"one"},{}]}"#.utf8))
        func written(_ pins: [String: SampleWriter.Pin]) throws -> String {
            var held: SampleWriter.Pins = [:]
            for (pointer, pin) in pins { held[try #require(FieldPattern(parsing: pointer))] = pin }
            return String(decoding: writer.document(from: seed, held).serialised(), as: UTF8.self)
        }
        #expect(try written([:]) == #"{"a":"kept","c":[{"d":"one"},{}]}"#)
        #expect(try written(["/a": .absent]) == #"{"c":[{"d":"one"},{}]}"#)
        #expect(try written(["/b": .present]) == #"{"a":"kept","c":[{"d":"one"},{}],"b":1}"#)
        #expect(try written(["/a": .present]) == #"{"a":"kept","c":[{"d":"one"},{}]}"#)
        #expect(try written(["/c/*/d": .value(.string("x"))]) == #"{"a":"kept","c":[{"d":"x"},{"d":"x"}]}"#)
        #expect(try written(["/c": .count(1)]) == #"{"a":"kept","c":[{"d":"one"}]}"#)
        #expect(try written(["/c": .equal(3)]) == #"{"a":"kept","c":[{"d":"one"},{"d":"one"},{"d":"one"}]}"#)
    }
}
