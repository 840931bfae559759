// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Exchange
import Foundation

extension ContractCommand {
    struct Docs: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Write the contracts of a folder as one page for officers: HTML that needs no server and fetches nothing.",
            discussion: """
                The page tells of each contract its purpose, owner, retention and marks, every field with its limits and codes, the rules \
                in words, examples, the schema to download and, where the folder holds agreements, under which clauses it is shared.
                """
        )

        @Option(help: "The file to write; standard output unless told.")
        var output: String?

        @Option(help: "The page's title.")
        var title = "Data contracts"

        @Argument(help: "The folder of contracts.")
        var folder = "contracts"

        func run() throws {
            let (page, count) = try Self.page(folder, title: title)
            let html = page.html()
            guard let output else { return print(html, terminator: "") }
            try Data(html.utf8).write(to: URL(filePath: output), options: .atomic)
            print("\(output): \(count) contracts, \(html.utf8.count / 1024) KiB.")
        }

        /// The page and the number of contracts in it.
        static func page(_ folder: String, title: String) throws -> (CataloguePage, Int) {
            let loaded = try Catalogue.load(directory: folder)
            guard loaded.problems.isEmpty else { throw ContractProblems(loaded.problems) }
            let agreements = try agreements(folder)
            let documented = zip(loaded.contracts, loaded.files).map { contract, file in
                DocumentedContract(
                    contract: contract,
                    examples: examples(beside: file),
                    sharing: agreements.flatMap { $0.sharing(contract.id) }
                )
            }
            return (CataloguePage(title: title, contracts: documented, lists: loaded.lists), documented.count)
        }

        private static func agreements(_ folder: String) throws -> [Agreement] {
            let documents = try BookFiles.read([folder]).filter { $0.kind == .agreement }
            return try documents.map { try Agreement(reading: $0) }.filter { $0.status == .active }
        }

        /// Records that satisfy the contract, the plain ones first.
        private static func examples(beside file: String) -> [DocumentedContract.Example] {
            let examples = ExampleFiles(beside: file)
            return examples.names.filter { !$0.hasPrefix("good-warns-") }.prefix(3).compactMap { name in
                guard let data = examples.contents(of: name) else { return nil }
                return DocumentedContract.Example(
                    name: String(name.dropFirst("good-".count).dropLast(".json".count)).replacing("-", with: " "),
                    text: String(decoding: data, as: UTF8.self)
                )
            }
        }
    }
}

extension Agreement {
    /// The clauses that permit the contract.
    fileprivate func sharing(_ contract: ContractID) -> [DocumentedContract.Sharing] {
        clauses.filter { clause in
            clause.effect == .permit
                && clause.contracts.contains {
                    $0.major == ContractMajor(contract) && ($0.minor ?? contract.minor) >= contract.minor
                }
        }.map { clause in
            DocumentedContract.Sharing(
                agreement: title,
                clause: clause.id + (clause.mode == .existence ? " (only that a record is held)" : ""),
                from: clause.from.map(\.description).joined(separator: ", "),
                to: clause.to.map(\.description).joined(separator: ", "),
                purposes: clause.purposes.joined(separator: ", "),
                bases: [("discloser", clause.discloser), ("recipient", clause.recipient)].compactMap { end, bases in
                    bases.map { "\(end): " + ([$0.regime.rawValue] + $0.basis + $0.power).joined(separator: ", ") }
                }.joined(separator: "; "),
                retention: clause.recipientRetention ?? "as the contract says"
            )
        }
    }
}
