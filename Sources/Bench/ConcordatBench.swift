// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Measures the gateway, and prints the conditions beside every figure.
@main
struct ConcordatBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concordat-bench",
        abstract: "Measure the gateway on this machine.",
        discussion: """
            Figures of one run may be compared with each other; machines, and one machine at different times, differ by a factor of two.
            """,
        subcommands: [LoadCommand.self, MicroCommand.self, ValidatorCommand.self, ValidatorLineCommand.self],
        defaultSubcommand: LoadCommand.self
    )
}
