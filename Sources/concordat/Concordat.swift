// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The gateway and the tools around it, in one program.
@main
struct Concordat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concordat",
        abstract: "Exchanges safeguarding records under information-sharing agreements.",
        subcommands: [
            TryCommand.self, ServeCommand.self, ApplyCommand.self, SendCommand.self, AuditCommand.self,
            ReceiptCommand.self, AgreementCommand.self, ContractCommand.self, KeysCommand.self, SettingsCommand.self,
            AdaptersCommand.self,
        ]
    )
}
