// SPDX-License-Identifier: Apache-2.0

import CAllocations
import JSONSchema

/// Our validator with the documents of one set and kind.
struct OurValidator {
    let texts: [[UInt8]]
    private let documents: [JSONDocument]
    private let schema: CompiledSchema

    init(_ schema: CompiledSchema, _ texts: [[UInt8]]) throws {
        guard !texts.isEmpty else { throw DocumentSet.Unusable(description: "a set has no documents") }
        self.schema = schema
        self.texts = texts
        documents = try texts.map { try JSONDocument($0) }
    }

    /// Nanoseconds a document.
    struct Times {
        let scan: Double
        let validate: Double
        let both: Double
    }

    /// - Parameter seconds: how long each of the three measurements takes.
    func times(seconds: Double) throws -> Times {
        let watch = Stopwatch(turn: .seconds(seconds / Double(Stopwatch.turns)), chunk: texts.count)
        return Times(
            scan: try watch.time { use(try scan($0)) },
            validate: watch.time { use(validate($0)) },
            both: try watch.time { use(schema.isValid(try scan($0).root)) }
        )
    }

    /// The number of the first document that is not judged so, counted from 1.
    func firstWrong(_ kind: DocumentSet.Kind) -> Int? {
        documents.firstIndex { schema.isValid($0.root) != (kind == .valid) }.map { $0 + 1 }
    }

    /// Allocations a document; nil where they are not counted.
    var scanAllocations: Double? { get throws { try allocations { use(try scan($0)) } } }
    var validateAllocations: Double? { allocations { use(validate($0)) } }

    var meanBytes: Double { Double(texts.reduce(0) { $0 + $1.count }) / Double(texts.count) }

    /// Strings, numbers, booleans and nulls a document, names of members not counted.
    var meanScalars: Double { Double(documents.reduce(0) { $0 + Self.scalars($1.root) }) / Double(documents.count) }

    private func scan(_ number: Int) throws -> JSONDocument { try JSONDocument(texts[number % texts.count]) }

    private func validate(_ number: Int) -> Bool { schema.isValid(documents[number % documents.count].root) }

    private func allocations(_ work: (Int) throws -> Void) rethrows -> Double? {
        guard concordat_counts_allocations() else { return nil }
        let before = concordat_allocations()
        for number in texts.indices { try work(number) }
        return Double(concordat_allocations() - before) / Double(texts.count)
    }

    private static func scalars(_ node: JSONNode) -> Int {
        switch node.kind {
        case .array: node.elements.reduce(0) { $0 + scalars($1) }
        case .object: node.members.reduce(0) { $0 + scalars($1.value) }
        default: 1
        }
    }
}
