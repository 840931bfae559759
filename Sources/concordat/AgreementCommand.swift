// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Contracts
import Crypto
import Exchange
import Foundation

/// Signs agreements for an agency, with a key that never leaves the agency.
struct AgreementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Sign agreements, and the accession to a group, for an agency.",
        discussion: """
            The key is one of the agency's own, made with openssl genpkey -algorithm ed25519 and registered in the directory under \
            approvalKeys. What is printed goes to whoever runs `concordat apply`. No gateway is needed.
            """,
        subcommands: [Sign.self, Accede.self]
    )

    struct Signer: ParsableArguments {
        @Option(help: "The agency that signs.")
        var agency: String

        @Option(name: .customLong("key"), help: "The agency's private key, Ed25519, PEM.")
        var file: String

        @Option(help: "The id of the key in the directory.")
        var keyID: String
    }

    struct Sign: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign one version of an agreement: prints the approval, a document of the book."
        )

        @Argument(help: "The agreement, YAML: read it first, for this signs what it says.")
        var path: String

        @OptionGroup var signer: Signer

        func run() throws {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw ValidationError("\(path) cannot be read.")
            }
            let document = try BookDocument(yaml: String(decoding: data, as: UTF8.self), file: path)
            let key = try ApprovalKeyFile.load(signer.file)
            print(try Self.approval(of: document, by: signer.agency, key, signer.keyID), terminator: "")
        }

        /// The approval as YAML.
        static func approval(
            of document: BookDocument,
            by agency: String,
            _ key: Curve25519.Signing.PrivateKey,
            _ keyID: String
        ) throws -> String {
            let agreement = try Agreement(reading: document)
            let message = Approval.message(agreement: agreement.ref, sha256: agreement.sha256)
            let signature = try key.signature(for: message)
            return """
                # \(agency) approves \(agreement.ref).
                apiVersion: concordat/v1
                kind: Approval
                agreement: \(agreement.ref.id)
                version: \(agreement.ref.version)
                sha256: '\(KeyFiles.hex(agreement.sha256))'
                agency: \(agency)
                key: \(keyID)
                signature: '\(Data(signature).base64EncodedString())'

                """
        }
    }

    struct Accede: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign the accession to a group: prints the lines that stand with the member in the directory."
        )

        @Argument(help: "The group.")
        var group: String

        @Option(help: "The first day of the membership, as in the directory: 2026-09-01.")
        var from: String

        @OptionGroup var signer: Signer

        func run() throws {
            guard let day = CalendarDate(parsing: from) else { throw ValidationError("--from is a day: 2026-09-01.") }
            let key = try ApprovalKeyFile.load(signer.file)
            print(try Self.member(of: group, signer.agency, from: day, key, signer.keyID))
        }

        /// The member as the directory's group lists it.
        static func member(
            of group: String,
            _ agency: String,
            from day: CalendarDate,
            _ key: Curve25519.Signing.PrivateKey,
            _ keyID: String
        ) throws -> String {
            let message = AgencyGroup.accessionMessage(group: group, agency: AgencyID(agency), from: day)
            let signature = Data(try key.signature(for: message)).base64EncodedString()
            return
                "- {agency: \(agency), from: '\(day)', accession: {key: \(keyID), signature: '\(signature)'}}"
        }
    }
}
