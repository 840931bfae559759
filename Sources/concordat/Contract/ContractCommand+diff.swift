// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Foundation
import JSONSchema

extension ContractCommand {
    struct Diff: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what changed between two versions of a contract, whom it breaks and with what record.",
            discussion: """
                The documents it shows are made up; where none can be, those in the folder examples beside either file are tried. \
                Ends with 0 when the new version is compatible both ways and numbered so, with 3 when it breaks somebody \
                under a new major version, with 4 when its number promises more than it keeps, and with 1 when a file cannot be read.
                """
        )

        @Flag(help: "Print JSON.")
        var json = false

        @Flag(inversion: .prefixedNo, help: "Show documents that would break.")
        var samples = true

        @Option(help: "The folder with the code lists that both look into.")
        var book = "contracts"

        @Argument(help: "The file of the old version.")
        var old: String

        @Argument(help: "The file of the new version.")
        var new: String

        func run() throws {
            let (lists, problems) = Catalogue.lists(above: book + "/agencies.yaml")
            guard problems.isEmpty else { throw ContractProblems(problems) }
            let comparison = ContractComparison(
                old: try Self.contract(old, lists),
                new: try Self.contract(new, lists),
                examples: ExampleFiles.documents(beside: [old, new])
            )
            if json {
                print(comparison.json.indented())
            } else {
                for line in comparison.text(samples: samples) { print(line) }
            }
            if comparison.ending != .compatible { throw ExitCode(comparison.ending.rawValue) }
        }

        /// A version put aside for the comparison may have any file name.
        private static func contract(_ path: String, _ lists: CodeLists) throws -> Contract {
            try Catalogue.contract(in: try Catalogue.source(path), lists: lists)
        }
    }
}
