// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Exchange
import Foundation
import Journal
import Logging

/// Makes the documents of some folders the book in force.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make contracts, agreements and the directory the book in force.",
        discussion: """
            Reads every .yaml file below the folders named, compiles them together, and writes them to the database as the next version \
            of the book. Nodes load from the database only, and obey within a second. A book that does not compile is not written.
            """
    )

    @Option(help: "The settings file.")
    var settings: String

    @Option(help: "Who makes the change; stands in the evidence.")
    var by: String = NSUserName()

    @Flag(help: "Compile and say what would change; write nothing.")
    var check = false

    @Argument(help: "Folders and files to read.")
    var paths: [String]

    func run() async throws {
        let documents = try BookFiles.read(paths)
        let settings = try Settings.load(settings)
        if check {
            let names = try Book.namesNeedingKeys(documents)
            let book = try Book(
                version: 0,
                documents: documents,
                keys: .sequential(names),
                requireApprovals: settings.requiresApprovals
            )
            for notice in book.notices { print(notice) }
            print("The book compiles: \(documents.count) documents, \(book.clauses.count) clauses.")
            return
        }
        var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        let assembly = Assembly(settings: settings, keys: try KeyFiles.load(settings.keys), logger: logger)
        let journal = try assembly.journal()
        do {
            try await assembly.migrate(journal)
            let (version, changes) = try await journal.apply(
                documents,
                by: by,
                requireApprovals: settings.requiresApprovals
            )
            if changes.isEmpty {
                print("Nothing changed: book \(version) stays in force.")
            } else {
                for change in changes { print(change) }
                print("Book \(version) is in force.")
            }
            await journal.close()
        } catch {
            await journal.close()
            throw error
        }
    }
}

/// Finds and reads the documents of a book.
enum BookFiles {
    struct NothingFound: Error, CustomStringConvertible {
        let paths: [String]
        var description: String {
            "there is no .yaml file in \(paths.joined(separator: ", ")). Mend: name a folder of contracts."
        }
    }

    /// Reads every document, or throws all that is wrong with all of them.
    static func read(_ paths: [String]) throws -> [BookDocument] {
        var documents: [BookDocument] = []
        var problems: [FileProblem] = []
        for file in try files(paths) {
            do throws(FileProblem) {
                let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
                documents.append(try BookDocument(yaml: text, file: file))
            } catch { problems.append(error) }
        }
        guard problems.isEmpty else { throw BookProblems(problems) }
        return documents
    }

    private static func files(_ paths: [String]) throws -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw NothingFound(paths: [path])
            }
            if isFolder.boolValue {
                let below = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
                files += below.filter { $0.hasSuffix(".yaml") && !$0.contains("/examples/") }.map { path + "/" + $0 }
            } else {
                files.append(path)
            }
        }
        guard !files.isEmpty else { throw NothingFound(paths: paths) }
        return files.sorted()
    }
}
