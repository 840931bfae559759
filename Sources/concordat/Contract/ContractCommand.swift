// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Foundation

/// Work with data contracts; no gateway and no database is needed.
struct ContractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Check contracts, check records against them, and publish them.",
        subcommands: [Lint.self, Compile.self, Check.self, Diff.self, Docs.self]
    )
}

/// Contracts as the commands find them: below a folder, in a file, or by name.
struct ContractShelf {
    /// Why there is nothing to work with.
    struct Unknown: Error, CustomStringConvertible {
        let name: String
        let folder: String

        var description: String {
            "\(folder) has no contract \(name). Mend: give a file, or a name and version such as schools.suspension-notification@1.0.0."
        }
    }

    /// The contract in a file, or the newest below the folder that the name and version fit: `name@1`, `name@1.2` or `name@1.2.0`.
    static func contract(_ name: String, folder: String) throws -> Contract {
        if FileManager.default.fileExists(atPath: name) {
            let (lists, problems) = Catalogue.lists(above: name)
            guard problems.isEmpty else { throw ContractProblems(problems) }
            return try Catalogue.load(file: name, lists: lists)
        }
        let loaded = try Catalogue.load(directory: folder)
        let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let catalogue = try Catalogue(contracts: loaded.contracts)
        let found = catalogue.all.last { contract in
            contract.id.name == parts[0]
                && (parts.count == 1 || contract.id.version == parts[1]
                    || contract.id.version.hasPrefix(parts[1] + "."))
        }
        if let found { return found }
        // A contract that does not compile is perhaps the one asked for.
        guard loaded.problems.isEmpty else { throw ContractProblems(loaded.problems) }
        throw Unknown(name: name, folder: folder)
    }
}
