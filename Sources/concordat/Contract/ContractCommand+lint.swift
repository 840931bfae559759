// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Foundation

extension ContractCommand {
    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell everything that is wrong with contracts and code lists, with file, line, key and mend.",
            discussion: "The exit code is 0 when nothing is wrong and 1 otherwise. No address is fetched."
        )

        @Option(
            name: .customLong("odcs-schema"),
            help: "The official JSON Schema of ODCS 3.2.0, to hold the files against before the gateway's own profile."
        )
        var schema: String?

        @Argument(help: "Contract files, and folders of them.")
        var paths: [String]

        func run() throws {
            let official = try schema.map { path in
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw ValidationError("\(path) cannot be read.")
                }
                return try OfficialSchema([UInt8](data))
            }
            let report = try Self.lint(paths, official: official)
            for problem in report.problems { print(problem) }
            print(report.summary)
            guard report.problems.isEmpty else { throw ExitCode(1) }
        }

        /// What was looked at and what is wrong with it.
        struct Report {
            var contracts = 0
            var lists = 0
            var problems: [FileProblem] = []

            var summary: String {
                let seen = "\(contracts) contracts and \(lists) code lists"
                return problems.isEmpty
                    ? "\(seen): nothing is wrong." : "\(seen) are right; problems: \(problems.count)."
            }
        }

        static func lint(_ paths: [String], official: OfficialSchema?) throws -> Report {
            var report = Report()
            var contracts: [Contract] = []
            var files: [ContractID: String] = [:]
            for path in paths {
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                    throw ValidationError("\(path) is not there.")
                }
                if isFolder.boolValue {
                    let loaded = try Catalogue.load(directory: path)
                    report.problems += official.map { Self.strangers(below: path, $0) } ?? []
                    report.problems += loaded.problems
                    report.lists += loaded.lists.all.count
                    contracts += loaded.contracts
                    for (contract, file) in zip(loaded.contracts, loaded.files) { files[contract.id] = file }
                } else {
                    let (lists, problems) = Catalogue.lists(above: path)
                    report.problems += problems + (official.map { Self.strangers(path, $0) } ?? [])
                    do throws(ContractProblems) {
                        let contract = try Catalogue.load(file: path, lists: lists)
                        contracts.append(contract)
                        files[contract.id] = path
                    } catch { report.problems += error.problems }
                }
            }
            report.contracts = contracts.count
            do throws(Catalogue.Clash) { _ = try Catalogue(contracts: contracts) } catch {
                report.problems.append(
                    FileProblem(
                        file: error.contracts.map(\.description).joined(separator: " and "),
                        line: nil,
                        key: "",
                        problem: error.problem,
                        mend: "give each its own"
                    )
                )
            }
            report.problems += ContractComparison.incompatibilities(among: contracts) { contract in
                files[contract.id] ?? contract.id.description
            }
            report.problems = report.problems.reduce(into: []) { once, problem in
                if !once.contains(problem) { once.append(problem) }
            }
            return report
        }

        private static func strangers(below folder: String, _ gate: OfficialSchema) -> [FileProblem] {
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            return names.filter { $0.hasSuffix(".odcs.yaml") }.sorted().flatMap { strangers(folder + "/" + $0, gate) }
        }

        /// A file that is no YAML is told of by the profile.
        private static func strangers(_ file: String, _ gate: OfficialSchema) -> [FileProblem] {
            (try? Catalogue.source(file)).map(gate.problems) ?? []
        }
    }
}
