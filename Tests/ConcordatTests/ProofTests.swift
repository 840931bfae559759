// SPDX-License-Identifier: Apache-2.0

import Crypto
import Exchange
import Foundation
import JSONSchema
import Testing
import TransparencyLog

@testable import concordat

@Suite struct `What is proven` {
    private let receiptKey = Curve25519.Signing.PrivateKey()
    private let logSigner: NoteSigner
    private let entry = #"{"commitment":"\#(Self.commitment)","kind":"accepted"}"#
    private static let opening = #"{"content":"c","salt":"s"}"#
    private static var commitment: String { KeyFiles.hex(SHA256.hash(data: Array(opening.utf8))) }

    init() throws {
        logSigner = try NoteSigner(
            name: NoteKeyName("northshire.example/log"),
            privateKey: Curve25519.Signing.PrivateKey()
        )
    }

    private var key: String { receiptKey.publicKey.rawRepresentation.base64EncodedString() }
    private var logKey: String { logSigner.verifierKey.vkey }
    private var leaf: MerkleHash { MerkleHash.leaf(of: Array(entry.utf8)) }

    /// The second receipt of three that were signed together.
    private func receipt(leafHash: MerkleHash? = nil, opening: String = Self.opening) throws -> String {
        let signer = ReceiptSigner(
            key: receiptKey,
            context: ReceiptContext(partnership: "northshire", environment: "live")
        )
        let core = signer.core(
            leaf: Array(entry.utf8),
            position: LedgerPosition(stream: 1, seq: 1),
            leafHash: leafHash ?? leaf,
            opening: Array(opening.utf8)
        )
        let receipts = try signer.sign([Array("{}".utf8), core, Array("[]".utf8)])
        return String(decoding: receipts[1].json, as: UTF8.self)
    }

    /// The proof that the log has a leaf, between two others.
    private func proof(of leaf: MerkleHash) throws -> String {
        let leaves = [MerkleHash.leaf(of: [1]), leaf, MerkleHash.leaf(of: [2])]
        let tree = MerkleTree(leaves: leaves)
        let note = try Checkpoint.sign(size: 3, root: tree.root, by: logSigner)
        let path = try #require(tree.path(index: 1))
        return try LogProof(proof: InclusionProof(index: 1, size: 3, path: path), note: note).encoded
    }

    private func verify(_ json: String, key: String? = nil, logKey: String? = nil, proof: String? = nil) throws
        -> [String]
    {
        try ReceiptCommand.Verify.verify(
            try JSONValue(parsing: Array(json.utf8)),
            key: key ?? self.key,
            logKey: logKey,
            proof: proof.map { Array($0.utf8) }
        )
    }

    @Test func `a receipt is verified with the key alone, and in the log with its proof`() throws {
        let lines = try verify(try receipt())
        #expect(lines.first == "The receipt was signed by the gateway of northshire, environment live.")
        let all = try verify(try receipt(), logKey: logKey, proof: try proof(of: leaf))
        #expect(all.last == "The log northshire.example/log has it at index 1 of 3.")
    }

    @Test func `an answer that holds the receipt serves as well, however it was laid out`() throws {
        let laidOut = try receipt().replacing(#":"#, with: " : ").replacing(",", with: ",\n  ")
        #expect(try verify(#"{"status":"accepted","receipt":\#(laidOut)}"#).count == 3)
    }

    @Test func `another key, and any change of a word, is found`() throws {
        let receipt = try receipt()
        let other = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation.base64EncodedString()
        #expect(throws: HeldReceipt.Fault.self) { try verify(receipt, key: other) }
        for (word, change) in [
            ("accepted", "refused"), ("northshire", "southshire"), (#""live""#, #""test""#),
            (#""index":1"#, #""index":0"#),
            (#""salt":"s""#, #""salt":"t""#),
        ] {
            #expect(receipt.contains(word))
            #expect(throws: HeldReceipt.Fault.self, "\(word)") { try verify(receipt.replacing(word, with: change)) }
        }
    }

    @Test func `a leaf hash or opening of something else is found though the gateway signed it`() throws {
        let other = MerkleHash.leaf(of: [9])
        #expect(throws: HeldReceipt.Fault("the receipt's leaf hash is not its entry's")) {
            try verify(try receipt(leafHash: other))
        }
        #expect(throws: HeldReceipt.Fault("the opening does not belong to the entry's commitment")) {
            try verify(try receipt(opening: #"{"salt":"other"}"#))
        }
    }

    @Test func `a proof of another leaf, of another log or none at all proves nothing`() throws {
        let receipt = try receipt()
        #expect(throws: HeldReceipt.Fault("the proof does not lead from the receipt's entry to the log")) {
            try verify(receipt, logKey: logKey, proof: try proof(of: MerkleHash.leaf(of: [9])))
        }
        let stranger = try NoteSigner(
            name: NoteKeyName("northshire.example/log"),
            privateKey: Curve25519.Signing.PrivateKey()
        )
        #expect(throws: HeldReceipt.Fault("the checkpoint is not signed with the log's key")) {
            try verify(receipt, logKey: stranger.verifierKey.vkey, proof: try proof(of: leaf))
        }
        #expect(throws: HeldReceipt.Fault.self) { try verify(receipt, logKey: logKey) }
        #expect(throws: HeldReceipt.Fault.self) { try verify(receipt, logKey: logKey, proof: "nonsense") }
    }

    @Test func `what is no receipt is said to be none`() throws {
        for text in ["{}", "[]", #"{"receipt":{}}"#, #"{"receipt":{},"proof":{}}"#] {
            #expect(throws: HeldReceipt.Fault.self) { try verify(text) }
        }
    }
}
