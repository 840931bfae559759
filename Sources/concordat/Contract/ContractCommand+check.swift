// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Foundation

extension ContractCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold a file of records against a contract and sum up what would be refused.",
            discussion: """
                The file is one JSON document or an array of them, NDJSON with one on each line, or CSV whose columns are the fields' \
                pointers, such as /pupil/upn. A record that repeats the record key of an earlier one, or a field no two may have alike, \
                is a warning, as the gateway looks at each message by itself. What is printed holds no value of any record. The exit code \
                is 0 when every record would be accepted, 1 when some would be refused, and 2 when the file could not be checked.
                """
        )

        @Option(help: "The contract: a file, or a name and version such as schools.suspension-notification@1.0.0.")
        var contract: String

        @Option(help: "The folder in which a contract is looked for by name.")
        var contracts = "contracts"

        @Option(help: "json, ndjson or csv; taken from the file's name unless told.")
        var format: RecordFormat?

        @Argument(help: "The file of records.")
        var file: String

        func run() throws {
            let console = Console()
            do {
                let contract = try ContractShelf.contract(contract, folder: contracts)
                let tally = try RecordFile(path: file, format: format).check(against: contract, console: console)
                console.say(tally.text)
                if tally.refused > 0 { throw ExitCode(1) }
            } catch let code as ExitCode {
                throw code
            } catch {
                console.say("Not checked: \(error)")
                throw ExitCode(2)
            }
        }
    }
}

extension RecordFormat: ExpressibleByArgument {}
