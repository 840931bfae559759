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
        subcommands: [Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Hash every stored entry again and compare the whole with the checkpoint kept outside the database."
        )

        @Option(help: "The settings file.")
        var settings: String

        func run() async throws {
            let settings = try Settings.load(settings)
            var logger = Logger(label: "concordat") { StreamLogHandler.standardError(label: $0) }
            logger.logLevel = .warning
            let assembly = Assembly(settings: settings, keys: try KeyFiles.load(settings.keys), logger: logger)
            let journal = try assembly.journal()
            let verdict: AuditVerdict
            do {
                verdict = try await LogAudit(journal: journal, checkpoint: try assembly.checkpointFile().note()).run()
                await journal.close()
            } catch {
                await journal.close()
                throw error
            }
            print(verdict)
            guard verdict.holds else { throw ExitCode(1) }
        }
    }
}
