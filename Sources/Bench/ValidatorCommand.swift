// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import JSONSchema

/// Measures the JSON Schema validator side by side with another validator and a parser.
struct ValidatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validator",
        abstract: "Measure the JSON Schema validator beside jsonschema-rs and simdjson, in nanoseconds a document.",
        discussion: """
            Our own sets are 200 valid documents and 20 that are each broken in one place, written like the examples of the contracts. In \
            each round ours, jsonschema-rs and simdjson take turns, so that a change of the machine's own speed hits all. Formats are asserted \
            by both validators, and each must accept what is valid and refuse what is not. Without a peer its columns stay empty.
            """
    )

    @Option(help: "A folder of further sets, each a folder with schema.2020-12.json and instances.jsonl, all valid.")
    var suite: String?

    @Option(help: "The folder of the contracts.")
    var contracts = "contracts"

    @Option(help: "A Python that has jsonschema-rs and orjson.")
    var python = "python3"

    @Option(help: "A set to measure; may be given several times. All, unless told.")
    var only: [String] = []

    @Option(help: "Seconds of each measurement.")
    var seconds = 0.1

    @Option(help: "How often each set is measured; the quickest counts, for what else the machine does only adds.")
    var rounds = 15

    func validate() throws {
        if seconds <= 0 || rounds < 1 { throw ValidationError("--seconds and --rounds are more than 0.") }
    }

    func run() async throws {
        let folder = try BenchFolder()
        defer { folder.remove() }
        let sets = try chosen
        let before = Self.loadAverage
        let compiling = try CompileTime(seconds: seconds)
        let peers = await Peers(python: python, in: folder)
        var lines = [ValidatorRow.header]
        for set in sets {
            say("measuring \(set.name)")
            lines += try await measure(set, peers, in: folder).map(\.cells)
        }
        print(
            """

            Nanoseconds a document, the quickest of \(rounds) rounds. rs is jsonschema-rs, with its parser; simdjson only parses. \
            rs/ours holds parse+validate against scan+validate, simdjson/ours parse against scan: above 1, ours is quicker. \
            Allocations are those of one document. Compare figures of one run only.

            \(TextTable.text(lines))

            \(compiling.line)

            """
        )
        // Ourselves alone come to 1; more than that, and others had the processor too.
        let others = ("load average", "\(before) at the start, \(Self.loadAverage) at the end")
        for (name, value) in Conditions(peers.lines + [documents, load, others]).lines { print("\(name): \(value)") }
    }

    private var chosen: [DocumentSet] {
        get throws {
            func isMeant(_ name: String) -> Bool { only.isEmpty || only.contains(name) }
            let recipes = DocumentSet.recipes.filter { isMeant($0.name) }
            let own = try recipes.map { try DocumentSet($0, contracts: contracts) }
            let sets = own + (try suite.map(DocumentSet.suite) ?? []).filter { isMeant($0.name) }
            if let name = only.first(where: { name in !sets.contains { $0.name == name } }) {
                throw ValidationError("There is no set \(name).")
            }
            return sets
        }
    }

    private func measure(_ set: DocumentSet, _ peers: Peers, in folder: BenchFolder) async throws -> [ValidatorRow] {
        let schema = try CompiledSchema(set.schema, options: CompiledSchema.Options(assertFormats: true))
        let path = try set.write(in: folder)
        var rows = try DocumentSet.Kind.allCases.compactMap { kind in
            try set.documents[kind].map { try ValidatorRow(set, kind, $0, schema) }
        }
        for _ in 0..<rounds {
            for place in rows.indices { rows[place].add(try rows[place].ours.times(seconds: seconds)) }
            if let peer = peers.jsonschemaRS {
                let times = try await peer.times(path, seconds: seconds)
                for place in rows.indices { try rows[place].add(peer: times[rows[place].kind], named: peer.name) }
            }
            let floor = try await peers.simdjson?.times(path, seconds: seconds) ?? [:]
            for place in rows.indices { rows[place].add(floor: floor[rows[place].kind]) }
        }
        return rows
    }

    private var documents: (name: String, value: String) {
        (
            "documents",
            "like the examples in \(contracts), the same in each run; further sets: \(suite ?? "none (--suite)")"
        )
    }

    private var load: (name: String, value: String) {
        ("load", "\(rounds) rounds of \(seconds) s for each figure, on one thread, one process at a time")
    }

    /// Of the last minute.
    private static var loadAverage: String {
        ProcessTime.text("/proc/loadavg")?.split(separator: " ").first.map(String.init) ?? "unknown"
    }

    /// Prints at once, also into a pipe.
    private func say(_ line: String) {
        print(line)
        fflush(nil)
    }
}
