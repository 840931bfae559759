// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Exchange
import JSONSchema

extension ContractCommand {
    struct Compile: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the JSON Schema 2020-12 a contract compiles to, or that of what a clause discloses of it."
        )

        @Option(
            help: "A clause, agreement#clause or agreement@version#clause: print the schema of what leaves under it."
        )
        var view: String?

        @Option(help: "The folder of contracts, agreements and the directory that the clause belongs to.")
        var book = "contracts"

        @Argument(help: "The contract: a file, or a name and version.")
        var contract: String

        func run() throws {
            let contract = try ContractShelf.contract(contract, folder: book)
            guard let view else { return print(contract.schema.indented()) }
            let documents = try BookFiles.read([book])
            let book = try Book(
                version: 0,
                documents: documents,
                keys: .sequential(try Book.namesNeedingKeys(documents)),
                requireApprovals: false
            )
            print(try Self.schema(of: contract.id, under: view, in: book).indented())
        }

        static func schema(of contract: ContractID, under name: String, in book: Book) throws -> JSONValue {
            let clause = book.clauses.last { clause in
                let ref = clause.ref
                return clause.contract.id == contract
                    && (ref.description == name || "\(ref.agreement.id)#\(ref.clause)" == name)
            }
            guard let clause else {
                throw ValidationError("no clause \(name) permits \(contract). Name it as agreement#clause.")
            }
            return clause.view.schema
        }
    }
}
