// SPDX-License-Identifier: Apache-2.0

import AdapterHost
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
            Reads every .yaml file below the folders named, and the schemas of others that contracts pin beside them, compiles them \
            together, and writes them to the database as the next version of the book: what is not named here is no longer in it. \
            Nodes load from the database only, and obey within a second. A book that does not compile is not written.
            """
    )

    @Option(help: "The settings file.")
    var settings: String

    @Option(help: "Who makes the change; stands in the evidence.")
    var by: String = NSUserName()

    @Flag(help: "Compile the documents, say what does not count and what would change in the database; write nothing.")
    var check = false

    @Flag(help: "Apply a book in which no client has a certificate, so that nobody can come in.")
    var allowLockout = false

    @Argument(help: "Folders and files to read.")
    var paths: [String]

    func run() async throws {
        let documents = try BookFiles.read(paths)
        let settings = try Settings.load(settings)
        let book = try Book(
            version: 0,
            documents: documents,
            keys: .sequential(try Book.namesNeedingKeys(documents)),
            requireApprovals: settings.requiresApprovals,
            isLive: settings.environment == .live
        )
        try BookFiles.check(book, of: documents)
        try BookFiles.check(book, adapters: Adapters.registry)
        for notice in book.notices { print("Note: \(notice)") }
        if check {
            print("The book compiles: \(documents.count) documents, \(book.clauses.count) clauses.")
            await compare(documents, settings)
            return
        }
        guard allowLockout || book.letsSomebodyIn else { throw BookFiles.Lockout() }
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

extension ApplyCommand {
    /// Says what would change; a database that cannot be asked is no fault of the documents.
    private func compare(_ documents: [BookDocument], _ settings: Settings) async {
        do {
            var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .critical
            let keys = try KeyFiles.load(settings.keys)
            let journal = try Assembly(settings: settings, keys: keys, logger: logger).journal()
            let changes: Result<[String], any Error>
            do { changes = .success(try await journal.bookChanges(to: documents)) } catch { changes = .failure(error) }
            await journal.close()
            print(Self.comparison(try changes.get()))
        } catch {
            print("Not compared with the database: \(error)")
        }
    }

    /// What would be new, changed or gone, by name.
    static func comparison(_ changes: [String]) -> String {
        guard !changes.isEmpty else { return "It is the book in force: nothing would change." }
        return (["Applied, it would change this:"] + changes.map { "  \($0)" }).joined(separator: "\n")
    }
}

extension Book {
    /// Whether a client has a certificate with which it is let in here.
    var letsSomebodyIn: Bool {
        directory.clients.values.contains { client in
            client.certificates.contains { ($0.environment == .live) == isLive }
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

    struct Lockout: Error, CustomStringConvertible {
        var description: String {
            """
            no client in these documents has a certificate for this environment, so nobody could come in. Mend: name the file of \
            credentials too (with `environment: live` for live), or say --allow-lockout.
            """
        }
    }

    /// Makes every adapter the directory names, so that a setting an adapter does not have is found before the book is in force.
    static func check(_ book: Book, adapters: AdapterRegistry) throws {
        for feed in book.directory.feeds.values.sorted(by: { $0.id < $1.id }) {
            do throws(AdapterProblem) { _ = try adapters.make(feed.adapter, settings: feed.settings) } catch {
                throw ValidationError("feed \(feed.id): \(error)")
            }
        }
        for agency in book.directory.agencies.values.sorted(by: { $0.id < $1.id }) {
            guard let adapter = agency.adapter else { continue }
            do throws(AdapterProblem) { _ = try adapters.make(adapter, settings: agency.adapterSettings) } catch {
                throw ValidationError("agency \(agency.id): \(error)")
            }
        }
    }

    /// Holds the versions of each contract against each other: a minor version that breaks the one before it is not put in force.
    ///
    /// Here and not where a node loads a book: what was put in force before must go on being obeyed.
    static func check(_ book: Book, of documents: [BookDocument]) throws(BookProblems) {
        let problems = ContractComparison.incompatibilities(among: book.contracts.all.map(\.contract)) { contract in
            documents.first { $0.kind == .contract && $0.name == contract.id.description }?.source?.file
                ?? contract.id.description
        }
        guard problems.isEmpty else { throw BookProblems(problems) }
    }

    /// Reads every document, or throws all that is wrong with all of them.
    static func read(_ paths: [String]) throws -> [BookDocument] {
        var documents: [BookDocument] = []
        var problems: [FileProblem] = []
        var pinned: Set<String> = []
        for file in try files(paths) {
            do throws(FileProblem) {
                let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
                let document = try BookDocument(yaml: text, file: file)
                documents.append(document)
                guard let schema = try schema(pinnedBy: document) else { continue }
                if pinned.insert(schema.name).inserted { documents.append(schema) }
            } catch { problems.append(error) }
        }
        guard problems.isEmpty else { throw BookProblems(problems) }
        return documents
    }

    /// The schema of others that a contract pins, from the file beside it; nil for any other document.
    private static func schema(pinnedBy document: BookDocument) throws(FileProblem) -> BookDocument? {
        guard document.kind == .contract, let source = document.source,
            let schema = try ForeignSchema.read(pinnedBy: source)
        else { return nil }
        return try BookDocument(schema)
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
                // Examples are records, and shapes are parts of contracts: neither is a document of the book.
                let parts: Set<String> = ["examples", "shapes"]
                files += below.filter { name in
                    name.hasSuffix(".yaml") && !name.split(separator: "/").contains { parts.contains(String($0)) }
                }.map { path + "/" + $0 }
            } else {
                files.append(path)
            }
        }
        guard !files.isEmpty else { throw NothingFound(paths: paths) }
        return files.sorted()
    }
}
