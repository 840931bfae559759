// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Exchange
import Foundation
import Journal
import Logging
import TransparencyLog

/// Checks the evidence.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check the evidence.",
        subcommands: [Verify.self, Adopt.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Hash every stored entry again and compare the whole with the checkpoint kept outside the database."
        )

        @Option(help: "The settings file.")
        var settings: String

        func run() async throws {
            let assembly = try Assembly(auditing: settings)
            let checkpoint = try assembly.checkpointFile().note()
            let verdict = try await assembly.withJournal { journal in
                try await LogAudit(journal: journal, checkpoint: checkpoint).run()
            }
            print(verdict)
            guard verdict.holds else { throw ExitCode(1) }
        }
    }

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Make the log in the database the one to go on from, when the checkpoint file is lost or a node is new.",
            discussion: """
                Hashes every stored entry again and shows size and root. Only a person can know that the database was not set back: compare \
                them with a checkpoint that a member or another node has kept, then repeat with --write. A file that is there is never \
                replaced.
                """
        )

        @Option(help: "The settings file.")
        var settings: String

        @Flag(help: "Write the checkpoint file.")
        var write = false

        func run() async throws {
            let assembly = try Assembly(auditing: settings)
            let file = try assembly.checkpointFile()
            guard !file.isThere else {
                throw ValidationError(
                    """
                    \(file.place) is there already. Mend: if `concordat audit verify` holds, nothing is to be done; if the file is of another log, \
                    find out how it came there, keep it as evidence, and move it away.
                    """
                )
            }
            let note = try await assembly.withJournal { journal in
                try await LogAdoption(journal: journal, key: file.key).candidate()
            }
            let checkpoint = try Checkpoint(text: note.text)
            print("log \(checkpoint.origin.text): \(checkpoint.size) entries, root \(checkpoint.root.base64)")
            guard write else {
                print("Compare with a checkpoint kept elsewhere, then repeat with --write.")
                return
            }
            try await file.publish(note)
            print("written to \(file.place)")
        }
    }
}

extension Assembly {
    /// What a look at the evidence needs: the settings and their keys, and a logger that says little.
    fileprivate init(auditing path: String) throws {
        let settings = try Settings.load(path)
        var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        self.init(settings: settings, keys: try KeyFiles.load(settings.keys), logger: logger)
    }

    /// Runs a body with a journal that is closed behind it.
    fileprivate func withJournal<Result: Sendable>(_ body: (Journal) async throws -> Result) async throws -> Result {
        let journal = try journal()
        do {
            let result = try await body(journal)
            await journal.close()
            return result
        } catch {
            await journal.close()
            throw error
        }
    }
}
