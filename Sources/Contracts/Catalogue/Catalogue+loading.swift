// SPDX-License-Identifier: Apache-2.0

import Foundation
import JSONSchema

extension Catalogue {
    /// The directory of contract files cannot be read.
    package struct Unreadable: Error, Sendable, Equatable, CustomStringConvertible {
        package let directory: String

        package var description: String {
            "the contract directory \(directory) cannot be read. Mend: check the path and its permissions."
        }
    }

    /// What a directory of contract files holds.
    package struct Loaded: Sendable {
        package let contracts: [Contract]
        package let problems: [FileProblem]
    }

    /// Compiles every `<major>.odcs.yaml` below a directory, in order of path.
    ///
    /// Reads files only; no address is fetched.
    package static func load(directory: String) throws(Unreadable) -> Loaded {
        guard let names = FileManager.default.enumerator(atPath: directory), isDirectory(directory) else {
            throw Unreadable(directory: directory)
        }
        var contracts: [Contract] = []
        var problems: [FileProblem] = []
        let files = names.compactMap { $0 as? String }.filter { $0.hasSuffix(".odcs.yaml") }.sorted()
        for file in files {
            do throws(ContractProblems) {
                contracts.append(try load(file: directory + "/" + file))
            } catch {
                problems += error.problems
            }
        }
        return Loaded(contracts: contracts, problems: problems)
    }

    /// Compiles one contract file.
    package static func load(file path: String) throws(ContractProblems) -> Contract {
        guard let bytes = FileManager.default.contents(atPath: path),
            let text = String(validating: bytes, as: UTF8.self)
        else {
            throw ContractProblems([
                FileProblem(
                    file: path,
                    line: nil,
                    key: "",
                    problem: "the file cannot be read as UTF-8",
                    mend: "check its permissions and encoding"
                )
            ])
        }
        let source: YAMLSource
        do {
            source = try YAMLSource.parse(text, file: path)
        } catch {
            throw ContractProblems([error])
        }
        let contract = try Contract(odcs: source.value, source: source)
        guard (path as NSString).lastPathComponent == "\(contract.id.major).odcs.yaml" else {
            throw ContractProblems([
                FileProblem(
                    file: path,
                    line: source.line(of: JSONPointer.root.appending("version")),
                    key: "/version",
                    problem: "the file is not named after the contract's major version",
                    mend: "name it \(contract.id.major).odcs.yaml"
                )
            ])
        }
        return contract
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
