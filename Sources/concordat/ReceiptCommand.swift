// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Crypto
import Exchange
import Foundation
import JSONSchema
import TransparencyLog

/// Checks what a sender holds, without the gateway.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Check receipts, without the gateway.",
        subcommands: [Verify.self]
    )

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that a receipt is the gateway's and, with its proof, that its entry is in the log.",
            discussion: """
                FILE is a receipt, or a whole answer of the gateway that holds one. The keys are the public ones that `concordat keys \
                show` prints. The proof comes from /v1/messages/ID/proof, or stands in the answer of /v1/messages/ID. The exit code is 0 \
                when all that was asked holds.
                """
        )

        @Argument(help: "The receipt, JSON.")
        var file: String

        @Option(help: "The gateway's receipt key, base64.")
        var key: String

        @Option(help: "The log's verifier key, to check the proof with.")
        var logKey: String?

        @Option(help: "The file of the proof; taken from FILE unless told.")
        var proof: String?

        func validate() throws {
            guard proof == nil || logKey != nil else { throw ValidationError("Give --log-key with --proof.") }
        }

        func run() throws {
            do {
                let bytes = try Self.read(file)
                guard let answer = try? JSONValue(parsing: bytes) else {
                    throw HeldReceipt.Fault("\(file) is not JSON")
                }
                var proof = self.proof.map { path in { try Self.read(path) } }
                if proof == nil, case .string(let text) = answer["logProof"] { proof = { Array(text.utf8) } }
                for line in try Self.verify(answer, key: key, logKey: logKey, proof: try proof?()) { print(line) }
            } catch {
                print("Not verified: \(error)")
                throw ExitCode(1)
            }
        }

        /// What holds, one sentence each.
        static func verify(_ answer: JSONValue, key: String, logKey: String?, proof: [UInt8]?) throws -> [String] {
            guard let bytes = Data(base64Encoded: key),
                let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
            else { throw HeldReceipt.Fault("--key is not a receipt key: 32 bytes in base64") }
            let receipt = try HeldReceipt(answer)
            try receipt.verify(key: key)
            let context = receipt.context
            let lines = [
                "The receipt was signed by the gateway of \(context.partnership), environment \(context.environment).",
                "Its entry is leaf \(receipt.leafHash.base64).",
            ]
            guard let logKey else { return lines + ["Whether the log has the leaf was not asked: give --log-key."] }
            guard let proof else {
                throw HeldReceipt.Fault("there is no proof yet: fetch it from /v1/messages/ID/proof")
            }
            return lines + [try inclusion(of: receipt.leafHash, logKey, proof)]
        }

        private static func inclusion(of leaf: MerkleHash, _ key: String, _ proof: [UInt8]) throws -> String {
            guard let key = try? NoteVerifierKey(vkey: key) else {
                throw HeldReceipt.Fault("--log-key is not a verifier key (C2SP signed-note)")
            }
            guard let proof = try? LogProof(parsing: proof) else {
                throw HeldReceipt.Fault("the proof is not a proof file (C2SP tlog-proof)")
            }
            switch proof.verify(leaf: leaf, key: key) {
            case .holds:
                return "The log \(proof.checkpoint.origin) has it at index \(proof.index) of \(proof.checkpoint.size)."
            case .fails(.foreignLog): throw HeldReceipt.Fault("the proof is of another log than the key's")
            case .fails(.note): throw HeldReceipt.Fault("the checkpoint is not signed with the log's key")
            case .fails(.proof): throw HeldReceipt.Fault("the proof does not lead from the receipt's entry to the log")
            }
        }

        private static func read(_ path: String) throws -> [UInt8] {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw HeldReceipt.Fault("\(path) cannot be read")
            }
            return Array(data)
        }
    }
}
