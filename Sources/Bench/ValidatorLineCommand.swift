// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import JSONSchema

/// Measures the JSON Schema validator with any schema and documents, for a rig that runs many validators by itself.
struct ValidatorLineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validator-line",
        abstract: "Measure parsing and validating with a schema and documents of a folder, for other rigs.",
        discussion:
            "Reads schema.json, docs.jsonl (all valid) and bad.jsonl (none valid), and prints one line of JSON. Formats are asserted."
    )

    @Argument(help: "The folder.")
    var folder: String

    @Argument(help: "Seconds of each measurement.")
    var seconds = 1.0

    func run() throws {
        let schema = try compile()
        let texts = try DocumentSet.lines(folder + "/docs.jsonl")
        let documents = try texts.map { try JSONDocument($0) }
        let bad = try DocumentSet.lines(folder + "/bad.jsonl").map { try JSONDocument($0) }
        guard !documents.isEmpty else { throw ValidationError("docs.jsonl is empty.") }
        let watch = Stopwatch(turn: .seconds(seconds / 5))
        let validating = watch.time { use(schema.isValid(documents[$0 % documents.count].root)) }
        let both = try watch.time { use(schema.isValid(try JSONDocument(texts[$0 % texts.count]).root)) }
        let parsing = try watch.time { use(try JSONDocument(texts[$0 % texts.count])) }
        let good = documents.count { schema.isValid($0.root) }
        let rejected = bad.count { !schema.isValid($0.root) }
        print(
            #"{"name":"concordat","validate_ns":\#(Int(validating)),"parse_validate_ns":\#(Int(both)),"parse_ns":\#(Int(parsing)),"#
                + #""ok":\#(good),"bad_rejected":\#(rejected),"bad":\#(bad.count)}"#
        )
    }

    /// The schemas of other benches name an older dialect, of which they use only what stayed the same.
    private func compile() throws -> CompiledSchema {
        var schema = try JSONValue(parsing: try DocumentSet.bytes(folder + "/schema.json"))
        if case .object(let members) = schema { schema = .object(members.filter { $0.name != "$schema" }) }
        return try CompiledSchema(schema, options: CompiledSchema.Options(assertFormats: true))
    }
}
