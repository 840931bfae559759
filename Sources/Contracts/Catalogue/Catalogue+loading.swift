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
        /// The file of each contract, in the same order.
        package let files: [String]
        package let lists: CodeLists
        package let problems: [FileProblem]
    }

    /// Compiles every `<major>.odcs.yaml` below a directory, in order of path, with the code lists below it.
    ///
    /// Where it holds no code lists, those of the nearest folder above count. Reads files only; no address is fetched.
    package static func load(directory: String) throws(Unreadable) -> Loaded {
        guard let names = FileManager.default.enumerator(atPath: directory), isDirectory(directory) else {
            throw Unreadable(directory: directory)
        }
        let found = names.compactMap { $0 as? String }.sorted()
        let own = found.filter { ($0 as NSString).deletingLastPathComponent.hasSuffix("codelists") && isYAML($0) }
        let (lists, faults) = own.isEmpty ? lists(above: directory) : read(lists: own.map { directory + "/" + $0 })
        var contracts: [Contract] = []
        var files: [String] = []
        var problems = faults
        for file in found where file.hasSuffix(".odcs.yaml") {
            do throws(ContractProblems) {
                contracts.append(try load(file: directory + "/" + file, lists: lists))
                files.append(directory + "/" + file)
            } catch {
                problems += error.problems
            }
        }
        return Loaded(contracts: contracts, files: files, lists: lists, problems: problems)
    }

    /// The code lists in a folder `codelists` beside the path or in the nearest folder above that has one.
    package static func lists(above path: String) -> (lists: CodeLists, problems: [FileProblem]) {
        var folder = URL(filePath: path).standardizedFileURL
        while folder.pathComponents.count > 1 {
            folder = folder.deletingLastPathComponent()
            let lists = folder.appending(path: "codelists").path
            guard isDirectory(lists) else { continue }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: lists)) ?? []
            return read(lists: names.filter(isYAML).sorted().map { lists + "/" + $0 })
        }
        return (.none, [])
    }

    private static func read(lists files: [String]) -> (CodeLists, [FileProblem]) {
        var lists: [CodeList] = []
        var problems: [FileProblem] = []
        for file in files {
            do throws(ContractProblems) {
                let source = try source(file)
                lists.append(try CodeList(reading: source.value, source: source))
            } catch {
                problems += error.problems
            }
        }
        return (CodeLists(lists), problems)
    }

    private static func isYAML(_ name: String) -> Bool { name.hasSuffix(".yaml") }

    /// Compiles one contract file.
    package static func load(file path: String, lists: CodeLists) throws(ContractProblems) -> Contract {
        let source = try source(path)
        let contract = try contract(in: source, lists: lists)
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

    /// Compiles a contract file, with the schema of others that it pins in a file beside it.
    package static func contract(in source: YAMLSource, lists: CodeLists) throws(ContractProblems) -> Contract {
        let schema: ForeignSchema?
        do throws(FileProblem) { schema = try ForeignSchema.read(pinnedBy: source) } catch {
            throw ContractProblems([error])
        }
        let schemas = ForeignSchemas([schema].compactMap(\.self))
        return try Contract(odcs: source.value, source: source, lists: lists, schemas: schemas)
    }

    /// The file as YAML.
    package static func source(_ path: String) throws(ContractProblems) -> YAMLSource {
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
        do {
            return try YAMLSource.parse(text, file: path)
        } catch {
            throw ContractProblems([error])
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
