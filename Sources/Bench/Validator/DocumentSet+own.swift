// SPDX-License-Identifier: Apache-2.0

import Contracts
import JSONSchema

/// Our own sets: documents such as the gateway sees, all people invented.
extension DocumentSet {
    static let validCount = 200
    static let invalidCount = 20

    /// Where a set comes from and how it is made.
    struct Recipe {
        let name: String
        /// A folder of contracts, whose examples the documents are like; nil for the bench's own FHIR schema and example.
        let contract: String?
        let examples: [String]
        /// Members of the outermost object whose arrays grow until a document has its size.
        let growing: [String]
        /// About how long a document is to be.
        let bytes: Int
    }

    static let recipes = [
        Recipe(
            name: "attendance",
            contract: "schools/attendance-marks",
            examples: ["good-one-day"],
            growing: ["marks"],
            bytes: 400
        ),
        Recipe(
            name: "missing-episode",
            contract: "police/missing-episode",
            examples: ["good-warns-high_risk_says_why"],
            growing: [],
            bytes: 900
        ),
        Recipe(
            name: "early-help",
            contract: "early-help/assessment",
            examples: ["good-completed", "good-warns-voice_heard"],
            growing: ["household", "findings"],
            bytes: 3_800
        ),
        Recipe(name: "fhir-bundle", contract: nil, examples: [], growing: ["entry"], bytes: 21_000),
    ]

    /// The same documents each time.
    ///
    /// - Parameter contracts: the folder of the contracts.
    init(_ recipe: Recipe, contracts: String) throws {
        let schema: JSONValue
        let examples: [JSONValue]
        if let folder = recipe.contract {
            let file = "\(contracts)/\(folder)/1.odcs.yaml"
            // The published schema, as the gateway serves it: what it cannot assert stands in annotations.
            schema = try Catalogue.load(file: file, lists: Catalogue.lists(above: file).lists).schema
            examples = try recipe.examples.map {
                try JSONValue(parsing: Self.bytes("\(contracts)/\(folder)/examples/\($0).json"))
            }
        } else {
            schema = try JSONValue(parsing: PackageResources.fhir_schema_json)
            examples = [try JSONValue(parsing: PackageResources.fhir_example_json)]
        }
        var writer = DocumentWriter(schema: schema, seed: 20_260_101)
        let valid = (0..<Self.validCount).map {
            writer.document(like: examples[$0 % examples.count], growing: recipe.growing, to: recipe.bytes)
        }
        var breaker = DocumentBreaker(schema: schema, seed: 20_260_102)
        let invalid = try (0..<Self.invalidCount).map { try breaker.broken(valid[$0], turn: $0) }
        self.init(
            name: recipe.name,
            schema: schema,
            documents: [.valid: valid.map { $0.serialised() }, .invalid: invalid.map { $0.serialised() }]
        )
    }
}
